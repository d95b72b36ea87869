package io.dinggate.local.feed;

import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.PageLimit;
import io.dinggate.model.problem.Problem;
import io.dinggate.platform.web.Cursors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Entries of the cloud's feed that could not be applied, for the site's operators. */
@Path("/api/v1/feed/parked")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class ParkedEntriesResource {

  private final Parking parking;

  ParkedEntriesResource(Parking parking) {
    this.parking = parking;
  }

  /**
   * Parked entries, oldest first.
   *
   * @param limit how many at most: 1 to 100; 20 when absent
   * @param cursor the {@code next} of the part before
   */
  @GET
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public ParkedPage list(
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return parking.page(Cursors.position(cursor), PageLimit.orDefault(limit));
  }

  /** Has an entry applied, after all that are parked of the same key before it; then the others. */
  @POST
  @Path("{id}/retry")
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public RetryView retry(@PathParam("id") String id) {
    return parking.retry(id);
  }

  /** Forgets an entry without applying it. */
  @DELETE
  @Path("{id}")
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public void discard(@PathParam("id") String id) {
    parking.discard(id);
  }
}
