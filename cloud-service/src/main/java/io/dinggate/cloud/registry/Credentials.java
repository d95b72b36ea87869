package io.dinggate.cloud.registry;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import io.dinggate.model.InvalidValueException;
import io.dinggate.platform.keys.PublicKeys;
import io.dinggate.platform.keys.SecretHash;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a client proves itself with at the token endpoint.
 *
 * @param secretHashes hashes of its secrets
 * @param publicKeys the keys of its assertions
 */
record Credentials(List<String> secretHashes, List<JWK> publicKeys) {

  Credentials {
    secretHashes = List.copyOf(secretHashes);
    publicKeys = List.copyOf(publicKeys);
  }

  /** Reads them from the section of a client, which must have some. */
  static Credentials read(Section client, SecretFiles secrets) {
    var credentials =
        new Credentials(
            client.values("secret-hashes", Credentials::secretHash), publicKeys(client, secrets));
    if (credentials.secretHashes().isEmpty() && credentials.publicKeys().isEmpty()) {
      client.fault(client.at("secret-hashes"), "or public-keys must be given");
    }
    return credentials;
  }

  /** Keys as signatures are verified with them. */
  static List<PublicKey> verificationKeys(List<JWK> keys) {
    return keys.stream().map(Credentials::verificationKey).toList();
  }

  private static PublicKey verificationKey(JWK key) {
    try {
      return ((AsymmetricJWK) key).toPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("the registry holds a key that is none", e);
    }
  }

  private static List<JWK> publicKeys(Section client, SecretFiles secrets) {
    var keys = new HashMap<String, JWK>();
    for (var section : client.sections("public-keys")) {
      var keyId = section.text("key-id");
      var pem = secrets.text(section, "pem");
      if (!pem.isEmpty()) {
        publicKey(section, keyId, pem)
            .filter(key -> keys.put(keyId, key) != null)
            .ifPresent(_ -> section.fault(section.at("key-id"), "stands here twice"));
      }
      section.end();
    }
    return List.copyOf(keys.values());
  }

  private static Optional<JWK> publicKey(Section section, String keyId, String pem) {
    try {
      return Optional.of(PublicKeys.readJwk(keyId, pem));
    } catch (InvalidValueException e) {
      section.fault(section.at("pem"), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static String secretHash(String text) {
    if (!SecretHash.isHash(text)) {
      throw new InvalidValueException("must be a client_secret_hash as `init` prints it");
    }
    return text;
  }
}
