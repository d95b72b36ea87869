package io.dinggate.local.webhook;

import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.PageLimit;
import io.dinggate.model.problem.ApiException;
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

/** What API clients are told, for the site's operators. */
@Path("/api/v1/webhooks/deliveries")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class WebhookDeliveriesResource {

  private final Deliveries deliveries;

  WebhookDeliveriesResource(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /**
   * Deliveries, newest first.
   *
   * @param state only those in that state
   * @param limit how many at most: 1 to 100; 20 when absent
   * @param cursor the {@code next} of the part before
   */
  @GET
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public DeliveryPage list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return deliveries.page(parseState(state), Cursors.id(cursor), PageLimit.orDefault(limit));
  }

  /** Has a delivery that has not arrived tried at once, and for as long as a new one. */
  @POST
  @Path("{id}/retry")
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public DeliveryView retry(@PathParam("id") String id) {
    return deliveries.retry(id);
  }

  /** Forgets a delivery that has not arrived. */
  @DELETE
  @Path("{id}")
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public void discard(@PathParam("id") String id) {
    deliveries.discard(id);
  }

  private static @Nullable WebhookState parseState(@Nullable String state) {
    return state == null
        ? null
        : WebhookState.parse(state)
            .orElseThrow(() -> ApiException.invalid("state", "must be waiting, delivered or dead"));
  }
}
