package io.dinggate.local.event;

import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.event.EventTable.Query;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.CorpId;
import io.dinggate.model.PageLimit;
import io.dinggate.model.problem.Problem;
import io.dinggate.platform.web.Cursors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The events of DingTalk about the site's corps, for the site's apps. */
@Path("/api/v1/events")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class EventsResource {

  private final EventTable events;
  private final SiteCorps corps;

  EventsResource(EventTable events, SiteCorps corps) {
    this.events = events;
    this.corps = corps;
  }

  /**
   * Events in the order of their arrival. Whoever comes again with the last cursor misses none.
   *
   * @param corp only those about it, which is one of the site's
   * @param type only those of that type
   * @param limit how many at most: 1 to 100; 20 when absent
   * @param cursor the {@code next} of the part before
   */
  @GET
  @OpenTo(people = People.OPERATORS, scope = Scopes.FEED_READ)
  public EventPage list(
      @QueryParam("corp") @Nullable CorpId corp,
      @QueryParam("type") @Nullable String type,
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor) {
    if (corp != null) {
      corps.require(corp);
    }
    var found =
        events.list(new Query(Cursors.position(cursor), corp, type, PageLimit.orDefault(limit)));
    var next = found.isEmpty() ? cursor : Long.toString(found.getLast().position());
    return new EventPage(found.stream().map(EventTable.Placed::event).toList(), next);
  }
}
