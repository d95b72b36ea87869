package io.dinggate.cloud.event;

import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.cloud.site.CurrentOperator;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.PageLimit;
import io.dinggate.model.problem.Problem;
import io.dinggate.platform.web.Cursors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Events that the cloud could not handle, for operators. */
@Path("/api/v1/operator/events/parked")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed(Scopes.OPERATOR)
@RunOnVirtualThread
class ParkedEventsResource {

  private final CurrentOperator operator;
  private final ParkedEvents events;

  ParkedEventsResource(CurrentOperator operator, ParkedEvents events) {
    this.operator = operator;
    this.events = events;
  }

  /**
   * Parked events, in the order of their arrival.
   *
   * @param limit how many at most: 1 to 100; 20 when absent
   * @param cursor the {@code next} of the page before
   */
  @GET
  public ParkedEventsPage list(
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var _ = operator.get();
    return events.page(Cursors.position(cursor), PageLimit.orDefault(limit));
  }

  /** Has an event handled once more; when it cannot be, it is parked again. */
  @POST
  @Path("{id}/retry")
  public void retry(@PathParam("id") String id) {
    events.retry(id, AuditEntry.operator(operator.get()));
  }
}
