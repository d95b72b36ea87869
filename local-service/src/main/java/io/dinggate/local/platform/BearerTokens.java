package io.dinggate.local.platform;

import io.dinggate.local.platform.Caller.ClientCaller;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;
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
  private final Clients clients;
  private final PublicUrl publicUrl;

  BearerTokens(CurrentIdentityAssociation identities, Clients clients, PublicUrl publicUrl) {
    this.identities = identities;
    this.clients = clients;
    this.publicUrl = publicUrl;
  }

  /** Empty when there is no token; an invalid one is an {@link AuthenticationFailedException}. */
  Optional<ClientCaller> current() {
    var identity = identities.getIdentity();
    if (identity.isAnonymous()) {
      return Optional.empty();
    }
    var caller = new ClientCaller(identity.getPrincipal().getName(), identity.getRoles());
    var isOurs =
        identity.getPrincipal() instanceof JsonWebToken token
            && publicUrl.url().toString().equals(token.getIssuer());
    return Optional.of(isOurs ? narrowed(caller) : caller);
  }

  private ClientCaller narrowed(ClientCaller caller) {
    var client = clients.find(caller.clientId()).orElseThrow(AuthenticationFailedException::new);
    var scopes = new HashSet<>(caller.scopes());
    scopes.retainAll(client.scopes());
    return new ClientCaller(caller.clientId(), scopes);
  }
}
