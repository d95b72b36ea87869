package io.dinggate.cloud.registry;

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

/** Public keys as the registry file has them: PEM, RSA from 2048 bits on or EC on P-256. */
final class PublicKeys {

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([\\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----\\s*");
  private static final int RSA_BITS = 2048;
  private static final int P256_BITS = 256;

  private PublicKeys() {}

  /** The key of that id; {@link InvalidValueException} when the text is not one that we take. */
  static JWK read(String keyId, String pem) {
    var matcher = PEM.matcher(pem);
    if (!matcher.matches()) {
      throw new InvalidValueException("must be a public key in PEM (BEGIN PUBLIC KEY)");
    }
    return jwk(keyId, publicKey(matcher.group(1).replaceAll("\\s", "")));
  }

  private static JWK jwk(String keyId, PublicKey key) {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= RSA_BITS) {
      return new RSAKey.Builder(rsa).keyID(keyId).keyUse(KeyUse.SIGNATURE).build();
    }
    if (key instanceof ECPublicKey ec
        && ec.getParams().getOrder().bitLength() == P256_BITS
        && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
      return new ECKey.Builder(Curve.P_256, ec).keyID(keyId).keyUse(KeyUse.SIGNATURE).build();
    }
    throw new InvalidValueException("must be an RSA key of at least 2048 bits, or EC on P-256");
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
