package io.dinggate.platform.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Makes client assertions, good ones and bad ones. */
final class AssertionFactory {

  private AssertionFactory() {}

  static KeyPair rsa(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyPair ec(String curve) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** What quarkus-oidc-client sends: ten seconds to live. */
  static JWTClaimsSet.Builder claims(String clientId, String audience, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(clientId)
        .subject(clientId)
        .audience(audience)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(10)))
        .jwtID(UUID.randomUUID().toString());
  }

  static String sign(KeyPair key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
    return sign(key, algorithm, claims, header -> header);
  }

  static String sign(
      KeyPair key,
      JWSAlgorithm algorithm,
      JWTClaimsSet claims,
      UnaryOperator<JWSHeader.Builder> header) {
    try {
      return sign(signer(key), header.apply(new JWSHeader.Builder(algorithm)).build(), claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String sign(JWSSigner signer, JWSHeader header, JWTClaimsSet claims) {
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static JWSSigner signer(KeyPair key) throws JOSEException {
    return key.getPrivate() instanceof ECPrivateKey ec
        ? new ECDSASigner(ec)
        : new RSASSASigner(key.getPrivate());
  }
}
