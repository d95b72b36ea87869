package io.dinggate.cloud.message;

import io.dinggate.cloud.site.Audit;
import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.cloud.site.CurrentOperator;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.problem.Problem;
import io.dinggate.platform.web.RequestIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Whether messages are sent, for operators. */
@Path("/api/v1/operator/sending")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed(Scopes.OPERATOR)
@RunOnVirtualThread
class SendingResource {

  private final CurrentOperator operator;
  private final Sending sending;
  private final TaskSteps steps;
  private final Audit audit;

  SendingResource(CurrentOperator operator, Sending sending, TaskSteps steps, Audit audit) {
    this.operator = operator;
    this.sending = sending;
    this.steps = steps;
    this.audit = audit;
  }

  /** How it stands. */
  @GET
  public SendingView get() {
    var _ = operator.get();
    return SendingView.of(sending.paused());
  }

  /**
   * Lets messages be sent again; does nothing when they are. When it is cut short it is to be
   * called once more.
   */
  @POST
  @Path("release")
  public SendingView release(@NotNull @Valid ReleaseSending wish) {
    var actor = AuditEntry.operator(operator.get());
    var paused = sending.paused();
    if (wish.queued() == ReleaseSending.Queued.UNKNOWN) {
      paused.ifPresent(pause -> steps.settleRestored(pause.since()));
    }
    var entry = new AuditEntry(actor, "sending.release", null, wish.queued().wire());
    var requestId = RequestIds.current();
    if (sending.release(connection -> audit.insertChange(connection, entry, requestId))) {
      audit.logChange(entry);
    }
    return SendingView.of(sending.paused());
  }
}
