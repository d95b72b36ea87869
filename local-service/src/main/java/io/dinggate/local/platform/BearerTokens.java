package io.dinggate.local.platform;

import io.dinggate.local.platform.Caller.ClientCaller;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The program behind the access token of the current request. A token of ours allows no more than
 * the clients file does at this moment, so that a removed client is out at once, not when its token
 * ends.
 */
@ApplicationScoped
class BearerTokens {

  private final CurrentIdentityAssociation identities;
  private final VerifiedTokens verified;
  private final Clients clients;
  private final PublicUrl publicUrl;

  BearerTokens(
      CurrentIdentityAssociation identities,
      VerifiedTokens verified,
      Clients clients,
      PublicUrl publicUrl) {
    this.identities = identities;
    this.verified = verified;
    this.clients = clients;
    this.publicUrl = publicUrl;
  }

  /**
   * Empty when there is no token; an invalid one is an {@link AuthenticationFailedException}.
   *
   * @param authorization the header of the current request
   */
  Optional<ClientCaller> current(String authorization) {
    return verified
        .find(authorization)
        .map(this::narrowed)
        .or(() -> verify(authorization, identities.getIdentity()));
  }

  private Optional<ClientCaller> verify(String authorization, SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      return Optional.empty();
    }
    var caller = new ClientCaller(identity.getPrincipal().getName(), identity.getRoles());
    if (!(identity.getPrincipal() instanceof JsonWebToken token) || !isOurs(token)) {
      return Optional.of(caller); // what another issuer still stands by, quarkus-oidc knows
    }
    verified.add(authorization, caller, Instant.ofEpochSecond(token.getExpirationTime()));
    return Optional.of(narrowed(caller));
  }

  private boolean isOurs(JsonWebToken token) {
    return publicUrl.url().toString().equals(token.getIssuer());
  }

  private ClientCaller narrowed(ClientCaller caller) {
    var client = clients.find(caller.clientId()).orElseThrow(AuthenticationFailedException::new);
    var scopes = new HashSet<>(caller.scopes());
    scopes.retainAll(client.scopes());
    return new ClientCaller(caller.clientId(), scopes);
  }
}
