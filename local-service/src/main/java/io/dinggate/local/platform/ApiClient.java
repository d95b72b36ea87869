package io.dinggate.local.platform;

import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program of the site that may get access tokens.
 *
 * @param id names it
 * @param secretHashes of the secrets that are valid now; two during a rotation
 * @param publicKeys that verify its assertions; two during a rotation
 * @param scopes all that it may ask for
 * @param webhook where it wants to be told what happens; null for nowhere
 */
public record ApiClient(
    String id,
    List<String> secretHashes,
    List<PublicKey> publicKeys,
    Set<String> scopes,
    @Nullable WebhookTarget webhook) {

  public ApiClient {
    secretHashes = List.copyOf(secretHashes);
    publicKeys = List.copyOf(publicKeys);
    scopes = Set.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "ApiClient[" + id + "]";
  }
}
