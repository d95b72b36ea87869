package io.dinggate.local.platform;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads public keys as OpenSSL writes them (RFC 7468 section 13). */
final class PublicKeyPem {

  private static final int MIN_RSA_BITS = 2048; // RFC 7518 section 3.3

  private PublicKeyPem() {}

  /** The RSA or EC key in {@code pem}; anything else is a {@link GeneralSecurityException}. */
  static PublicKey parse(String pem) throws GeneralSecurityException {
    var spec = new X509EncodedKeySpec(decode(pem));
    try {
      var key = KeyFactory.getInstance("RSA").generatePublic(spec);
      if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
        throw new InvalidKeySpecException("too short");
      }
      return key;
    } catch (InvalidKeySpecException notRsa) {
      return KeyFactory.getInstance("EC").generatePublic(spec);
    }
  }

  private static byte[] decode(String pem) throws GeneralSecurityException {
    try {
      return Base64.getDecoder()
          .decode(pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("not base64", e);
    }
  }
}
