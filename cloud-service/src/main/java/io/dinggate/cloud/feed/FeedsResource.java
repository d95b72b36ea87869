package io.dinggate.cloud.feed;

import io.dinggate.cloud.site.CurrentOperator;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.PageLimit;
import io.dinggate.model.SiteId;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The feeds of all sites, for operators. */
@Path("/api/v1/operator/feeds")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed(Scopes.OPERATOR)
@RunOnVirtualThread
class FeedsResource {

  private final CurrentOperator operator;
  private final Feeds feeds;

  FeedsResource(CurrentOperator operator, Feeds feeds) {
    this.operator = operator;
    this.feeds = feeds;
  }

  /** How they stand, in the order of their sites' ids. */
  @GET
  public FeedsPage list(
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable SiteId cursor) {
    var _ = operator.get();
    return feeds.page(cursor, limit == null ? PageLimit.MAX : limit.value());
  }
}
