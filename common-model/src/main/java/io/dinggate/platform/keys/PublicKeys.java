package io.dinggate.platform.keys;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.dinggate.model.InvalidValueException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Public keys of clients as an operator's file has them: PEM (RFC 7468 section 13), RSA from 2048
 * bits on (RFC 7518 section 3.3) or EC on P-256.
 */
public final class PublicKeys {

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([\\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----\\s*");
  private static final int RSA_BITS = 2048;

  private PublicKeys() {}

  /**
   * The key in that text.
   *
   * @throws InvalidValueException when the text is not one that we take
   */
  public static PublicKey read(String pem) {
    var matcher = PEM.matcher(pem);
    if (!matcher.matches()) {
      throw new InvalidValueException("must be a public key in PEM (BEGIN PUBLIC KEY)");
    }
    var key = publicKey(matcher.group(1).replaceAll("\\s", ""));
    if (!isStrong(key)) {
      throw new InvalidValueException("must be an RSA key of at least 2048 bits, or EC on P-256");
    }
    return key;
  }

  /**
   * The same as a JSON Web Key for signatures, with that id.
   *
   * @throws InvalidValueException when the text is not one that we take
   */
  public static JWK readJwk(String keyId, String pem) {
    return switch (read(pem)) {
      case RSAPublicKey rsa ->
          new RSAKey.Builder(rsa).keyID(keyId).keyUse(KeyUse.SIGNATURE).build();
      case ECPublicKey ec ->
          new ECKey.Builder(Curve.P_256, ec).keyID(keyId).keyUse(KeyUse.SIGNATURE).build();
      default -> throw new IllegalStateException("a key of another kind was taken");
    };
  }

  private static boolean isStrong(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= RSA_BITS;
      case ECPublicKey ec -> Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()));
      default -> false;
    };
  }

  private static PublicKey publicKey(String base64) {
    return Stream.of("RSA", "EC")
        .flatMap(algorithm -> publicKey(algorithm, base64).stream())
        .findFirst()
        .orElseThrow(() -> new InvalidValueException("must be a readable RSA or EC public key"));
  }

  private static Optional<PublicKey> publicKey(String algorithm, String base64) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
