package io.dinggate.platform.oauth;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;

/**
 * What the books hold of a confidential client.
 *
 * @param clientId names it
 * @param secretHashes of the secrets that are valid now, as {@code SecretHash} makes them; two
 *     during a rotation, none for a client that uses keys only
 * @param publicKeys RSA (2048 bits or more) or EC keys that verify its assertions; several during a
 *     rotation, none for a client that uses secrets only
 * @param scopes all that it may ask for
 */
public record OAuthClient(
    String clientId, List<String> secretHashes, List<PublicKey> publicKeys, Set<String> scopes) {

  private static final int MIN_RSA_BITS = 2048; // RFC 7518 section 3.3

  public OAuthClient {
    secretHashes = List.copyOf(secretHashes);
    publicKeys = List.copyOf(publicKeys);
    scopes = Set.copyOf(scopes);
    for (var key : publicKeys) {
      if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
        throw new IllegalArgumentException("an RSA key of a client needs 2048 bits or more");
      }
    }
  }

  @Override
  public String toString() {
    return "OAuthClient[" + clientId + "]";
  }
}
