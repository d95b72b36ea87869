package io.dinggate.platform.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import io.dinggate.platform.keys.SecretHash;
import java.util.List;

/** Authenticates a client by its secret ({@code client_secret_basic}, RFC 6749 section 2.3.1). */
final class ClientSecrets {

  private final OAuthClients clients;
  private final List<String> nobodys;

  ClientSecrets(OAuthClients clients, String nobodys) {
    this.clients = clients;
    this.nobodys = List.of(nobodys);
  }

  /** The client whose id and secret the Authorization header holds. */
  OAuthClient authenticate(String authorization, TokenForm form) {
    var credentials = parse(authorization);
    var clientId = credentials.getClientID().getValue();
    if (form.get("client_id").filter(id -> !id.equals(clientId)).isPresent()) {
      throw new OAuthException(
          OAuthError.INVALID_REQUEST,
          "client_id names another client than the Authorization header");
    }
    var client = clients.find(clientId);
    // An unknown client costs the same comparison as a known one with a wrong secret.
    var hashes =
        client == null || client.secretHashes().isEmpty() ? nobodys : client.secretHashes();
    if (!anyMatches(hashes, credentials.getClientSecret().getValue()) || client == null) {
      throw new OAuthException(
          OAuthError.INVALID_CLIENT, "the client is not known, or its secret is wrong");
    }
    return client;
  }

  private static boolean anyMatches(List<String> hashes, String secret) {
    var found = false;
    for (var hash : hashes) { // to the end: the time must not tell which one it was
      found |= SecretHash.matches(hash, secret);
    }
    return found;
  }

  private static ClientSecretBasic parse(String authorization) {
    try {
      return ClientSecretBasic.parse(authorization);
    } catch (ParseException | IllegalArgumentException e) {
      throw new OAuthException(
          OAuthError.INVALID_CLIENT, "the Authorization header is not client_secret_basic");
    }
  }
}
