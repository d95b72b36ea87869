package io.dinggate.local.user;

import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.CorpId;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.PageLimit;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How the corps' directories are read, for the site's operators. */
@Path("/api/v1/directory/syncs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class DirectorySyncsResource {

  private final DirectorySyncs syncs;

  DirectorySyncsResource(DirectorySyncs syncs) {
    this.syncs = syncs;
  }

  /**
   * How the reading of each corp's directory stands.
   *
   * @param limit how many at most; 20 when absent
   * @param cursor the {@code next} of the page before
   */
  @GET
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public SyncPage list(
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return syncs.page(after(cursor), PageLimit.orDefault(limit));
  }

  /** Begins to read a corp's directory; nothing happens while that is being done. */
  @POST
  @Path("{corp}")
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public RestResponse<SyncView> start(@PathParam("corp") CorpId corp) {
    return RestResponse.status(RestResponse.Status.ACCEPTED, syncs.start(corp));
  }

  private static @Nullable CorpId after(@Nullable String cursor) {
    try {
      return cursor == null ? null : new CorpId(cursor);
    } catch (InvalidValueException _) {
      throw ApiException.invalid("cursor", UserSearch.CURSOR_WORDS);
    }
  }
}
