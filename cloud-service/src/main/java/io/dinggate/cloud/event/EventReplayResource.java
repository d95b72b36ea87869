package io.dinggate.cloud.event;

import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.cloud.site.CurrentOperator;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.SiteId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells a site of events once more, for operators. */
@Path("/api/v1/operator/feeds/{site}/replay")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed(Scopes.OPERATOR)
@RunOnVirtualThread
class EventReplayResource {

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final CurrentOperator operator;
  private final EventReplay replay;

  EventReplayResource(CurrentOperator operator, EventReplay replay) {
    this.operator = operator;
    this.replay = replay;
  }

  /** Appends entries to the site's feed that tell of the events once more. */
  @POST
  public ReplayedEvents replay(@PathParam("site") SiteId site, @NotNull @Valid ReplayEvents wish) {
    var from = wish.from();
    if (Stream.of(from.sequence(), from.event(), from.since()).filter(Objects::nonNull).count()
        != 1) {
      throw ApiException.invalid("from", "must name one of sequence, event and since");
    }
    if (from.epoch() != null && from.sequence() == null) {
      throw ApiException.invalid("from.epoch", "belongs to a sequence");
    }
    if (from.since() != null && (from.since().isBefore(FIRST) || from.since().isAfter(LAST))) {
      throw ApiException.invalid("from.since", "must lie between the years 1970 and 9999");
    }
    return replay.replay(site, wish, AuditEntry.operator(operator.get()));
  }
}
