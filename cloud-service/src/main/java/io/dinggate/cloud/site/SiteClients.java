package io.dinggate.cloud.site;

import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Site;
import io.dinggate.platform.oauth.OAuthClient;
import io.dinggate.platform.oauth.OAuthClients;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The sites of the registry as clients of the token endpoint. */
@ApplicationScoped
class SiteClients implements OAuthClients {

  private final Registry registry;

  SiteClients(Registry registry) {
    this.registry = registry;
  }

  @Override
  public @Nullable OAuthClient find(String clientId) {
    return registry.snapshot().siteByClientId(clientId).map(SiteClients::client).orElse(null);
  }

  private static OAuthClient client(Site site) {
    return new OAuthClient(
        site.clientId(), site.secretHashes(), site.verificationKeys(), Scopes.ALL);
  }
}
