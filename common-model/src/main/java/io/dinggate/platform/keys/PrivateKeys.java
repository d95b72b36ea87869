package io.dinggate.platform.keys;

import io.dinggate.model.InvalidValueException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** Private keys as files have them: PKCS#8 in PEM (RFC 7468 section 10). */
public final class PrivateKeys {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  private PrivateKeys() {}

  /**
   * The key in that file.
   *
   * @param file with one key
   * @param kind {@code RSA} or {@code EC}
   * @throws InvalidValueException when it holds no key of that kind
   */
  public static PrivateKey read(Path file, String kind) {
    var pem = PEM.matcher(PemFile.read(file));
    if (!pem.find()) {
      throw new InvalidValueException(
          file + " holds no private key in PKCS#8 PEM (-----BEGIN PRIVATE KEY-----)");
    }
    try {
      var encoded = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidValueException(file + " holds no private key that is " + kind);
    }
  }
}
