package io.dinggate.platform.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Verifies the signature of a JWT that a client made with a key of its own. Only public-key
 * algorithms exist here, so neither {@code none} nor an HMAC keyed with a published key can pass
 * (RFC 8725 sections 3.1 and 3.2). Thread-safe.
 */
public final class AssertionSignatures {

  private static final Set<JWSAlgorithm> RSA =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);

  /** For keys on P-256 ({@link io.dinggate.platform.keys.PublicKeys} takes no other curve). */
  private static final Set<JWSAlgorithm> EC = Set.of(JWSAlgorithm.ES256);

  private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
  private final PublicKey nobodysRsa = nobodysRsaKey();
  private final PublicKey nobodysEc = nobodysEcKey();

  /** The algorithms that can pass, by the names of RFC 7518 section 3.1; sorted. */
  static List<String> names() {
    return Stream.concat(EC.stream(), RSA.stream()).map(JWSAlgorithm::getName).sorted().toList();
  }

  /**
   * Whether one of the keys made the signature; without a fitting key as slow as with a wrong one.
   */
  public boolean verify(SignedJWT assertion, List<PublicKey> keys) {
    var algorithm = assertion.getHeader().getAlgorithm();
    if (RSA.contains(algorithm)) {
      return anyVerifies(assertion, keys, RSAPublicKey.class, nobodysRsa);
    }
    if (EC.contains(algorithm)) {
      return anyVerifies(assertion, keys, ECPublicKey.class, nobodysEc);
    }
    return false;
  }

  private boolean anyVerifies(
      SignedJWT assertion,
      List<PublicKey> keys,
      Class<? extends PublicKey> kind,
      PublicKey nobodys) {
    var fitting = keys.stream().filter(kind::isInstance).toList();
    if (fitting.isEmpty()) {
      verifies(assertion, nobodys);
      return false;
    }
    return fitting.stream().anyMatch(key -> verifies(assertion, key));
  }

  private boolean verifies(SignedJWT assertion, PublicKey key) {
    try {
      return assertion.verify(verifiers.createJWSVerifier(assertion.getHeader(), key));
    } catch (JOSEException e) {
      return false; // an algorithm that this key cannot have made, for example another curve's
    }
  }

  private static PublicKey nobodysRsaKey() {
    try {
      var modulus = new BigInteger(2048, new SecureRandom()).setBit(2047).setBit(0);
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static PublicKey nobodysEcKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}
