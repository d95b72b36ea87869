package io.dinggate.cloud.site;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import jakarta.inject.Singleton;

/**
 * Keeps of a call who makes it, and not how that was found out. With {@code
 * quarkus.http.auth.proactive=false} Quarkus keeps all the steps of verifying an access token with
 * the request until its answer: some KiB for each of thousands of sites that wait.
 */
@Singleton
public final class RecognisedCaller {

  private final CurrentIdentityAssociation identities;
  private final CurrentVertxRequest exchanges;

  RecognisedCaller(CurrentIdentityAssociation identities, CurrentVertxRequest exchanges) {
    this.identities = identities;
    this.exchanges = exchanges;
  }

  /** Serves the current request, behind a {@code RolesAllowed} only, before it waits. */
  public void keepAlone() {
    var identity = identities.getIdentity();
    identities.setIdentity(identity);
    QuarkusHttpUser.setIdentity(identity, exchanges.getCurrent());
  }
}
