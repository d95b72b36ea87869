package io.dinggate.local.cloud;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Ends a token request that gets no answer soon. The token client has a deadline for connecting
 * only, and all calls wait for the one token request under way: without this, one lost answer would
 * stop the site until a restart.
 */
@ApplicationScoped
@Unremovable // found by its type when the token client is made
@OidcEndpoint(value = OidcEndpoint.Type.TOKEN)
class TokenDeadline implements OidcRequestFilter {

  /**
   * In milliseconds. A token takes the cloud no time to speak of: who has waited so long had better
   * ask on another connection.
   */
  private static final long LONGEST = 5_000;

  private final CloudConfig config;

  TokenDeadline(CloudConfig config) {
    this.config = config;
  }

  @Override
  public Uni<Void> filter(OidcRequestFilterContext context) {
    context.request().timeout(Math.min(LONGEST, config.readTimeout().toMillis()));
    return Uni.createFrom().voidItem();
  }
}
