package io.dinggate.platform.keys;

import io.dinggate.platform.Tokens;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Makes new keys in the form that {@link KeyRing} reads. */
final class FreshKeys {

  private static final int RSA_BITS = 3072;

  private FreshKeys() {}

  static String secret() {
    return Base64.getEncoder().encodeToString(Tokens.bytes(32)) + "\n";
  }

  static String signingPem() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      var encoded = generator.generateKeyPair().getPrivate().getEncoded();
      var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
      return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("RSA is not available", e);
    }
  }
}
