package io.dinggate.cloud.site;

import io.dinggate.cloud.registry.Operator;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Site;
import io.dinggate.platform.oauth.OAuthClient;
import io.dinggate.platform.oauth.OAuthClients;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sites and operators of the registry as clients of the token endpoint. */
@ApplicationScoped
class SiteClients implements OAuthClients {

  private final Registry registry;

  SiteClients(Registry registry) {
    this.registry = registry;
  }

  @Override
  public @Nullable OAuthClient find(String clientId) {
    var snapshot = registry.snapshot();
    return snapshot
        .siteByClientId(clientId)
        .map(SiteClients::client)
        .or(() -> snapshot.operatorByClientId(clientId).map(SiteClients::client))
        .orElse(null);
  }

  private static OAuthClient client(Site site) {
    return new OAuthClient(
        site.clientId(), site.secretHashes(), site.verificationKeys(), Scopes.ALL);
  }

  private static OAuthClient client(Operator operator) {
    return new OAuthClient(
        operator.clientId(),
        operator.secretHashes(),
        operator.verificationKeys(),
        Set.of(Scopes.OPERATOR));
  }
}
