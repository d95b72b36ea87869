package io.dinggate.cloud.registry;

import com.nimbusds.jose.jwk.JWK;
import java.security.PublicKey;
import java.util.List;

/**
 * Somebody who looks after the cloud-service, as registered.
 *
 * @param id how the registry and the audit name it
 * @param clientId what it calls itself at the token endpoint
 * @param secretHashes hashes of its secrets; more than one while a secret is being changed, none
 *     when it uses a key
 * @param publicKeys the keys that its client assertions may be signed with, each with a key id
 */
public record Operator(
    String id, String clientId, List<String> secretHashes, List<JWK> publicKeys) {

  public Operator {
    secretHashes = List.copyOf(secretHashes);
    publicKeys = List.copyOf(publicKeys);
  }

  /** The same keys as {@link #publicKeys}, as signatures are verified with them. */
  public List<PublicKey> verificationKeys() {
    return Credentials.verificationKeys(publicKeys);
  }

  @Override
  public String toString() {
    return "Operator[" + id + "]";
  }
}
