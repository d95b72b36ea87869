package io.dinggate.cloud.site;

import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.SiteId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The site that the request's access token stands for. Serves requests behind a {@code
 * RolesAllowed} only.
 */
@RequestScoped
public class CurrentSite {

  private final JsonWebToken token;
  private final Registry registry;
  private final TokenConfig config;

  CurrentSite(JsonWebToken token, Registry registry, TokenConfig config) {
    this.token = token;
    this.registry = registry;
    this.config = config;
  }

  /**
   * The site, as the registry has it now.
   *
   * @throws ApiException {@code SITE_UNKNOWN} when it has left the registry since its token was
   *     issued
   */
  public CallingSite get() {
    var snapshot = registry.snapshot();
    return find(snapshot)
        .map(site -> new CallingSite(site, snapshot))
        .orElseThrow(() -> new ApiException(ErrorCode.SITE_UNKNOWN));
  }

  private Optional<Site> find(Snapshot snapshot) {
    var claim = config.clientIdClaim();
    if (claim.isPresent()) {
      return token
          .<Object>claim(claim.get())
          .map(Object::toString)
          .flatMap(snapshot::siteByClientId);
    }
    try {
      return token.getSubject() == null
          ? Optional.empty()
          : snapshot.site(new SiteId(token.getSubject()));
    } catch (InvalidValueException e) {
      return Optional.empty(); // an external issuer may name its clients in other ways
    }
  }
}
