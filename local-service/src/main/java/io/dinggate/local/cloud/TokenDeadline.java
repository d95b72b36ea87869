package io.dinggate.local.cloud;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Ends a token request that gets no answer. The token client has a deadline for connecting only,
 * and all calls wait for the one token request under way: without this, one lost answer would stop
 * the site until a restart.
 */
@ApplicationScoped
@Unremovable // found by its type when the token client is made
@OidcEndpoint(value = OidcEndpoint.Type.TOKEN)
class TokenDeadline implements OidcRequestFilter {

  private final CloudConfig config;

  TokenDeadline(CloudConfig config) {
    this.config = config;
  }

  @Override
  public Uni<Void> filter(OidcRequestFilterContext context) {
    context.request().timeout(config.readTimeout().toMillis());
    return Uni.createFrom().voidItem();
  }
}
