package io.dinggate.platform.keys;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;

/**
 * The RSA keys that access tokens are signed with. All public halves are published, the active one
 * signs. A key's id is part of its file's name, so renaming makes another key; a new one that sorts
 * last signs at once, and instances that were not started with it do not know it. Therefore they
 * are all stopped while a key is added.
 *
 * @param keys in the order of their file names; the last one is active
 */
public record SigningKeys(List<SigningKey> keys) {

  public SigningKeys {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("at least one signing key is needed");
    }
    keys = List.copyOf(keys);
  }

  /** The key to sign with. */
  public SigningKey active() {
    return keys.getLast();
  }

  /** The public halves as a JSON Web Key Set (RFC 7517 section 5). */
  public String publicJwks() {
    return new JWKSet(keys.stream().map(SigningKey::publicJwk).toList()).toString(true);
  }

  /**
   * One RSA key pair.
   *
   * @param id its {@code kid}
   * @param privateKey signs
   */
  public record SigningKey(String id, PrivateKey privateKey) {

    JWK publicJwk() {
      try {
        var crt = (RSAPrivateCrtKey) privateKey;
        var publicKey =
            (RSAPublicKey)
                KeyFactory.getInstance("RSA")
                    .generatePublic(
                        new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent()));
        return new RSAKey.Builder(publicKey)
            .keyID(id)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .build();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("RSA is not available", e);
      }
    }

    @Override
    public String toString() {
      return "SigningKey[" + id + "]";
    }
  }
}
