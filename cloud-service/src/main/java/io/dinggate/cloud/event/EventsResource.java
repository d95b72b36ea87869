package io.dinggate.cloud.event;

import io.dinggate.model.AppId;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/**
 * Where DingTalk pushes the events of each app to; open to all, as only the push itself can tell.
 */
@Path("/dingtalk/apps/{app}/events")
@PermitAll
@RunOnVirtualThread
class EventsResource {

  private final EventIntake intake;
  private final EventWorker worker;

  EventsResource(EventIntake intake, EventWorker worker) {
    this.intake = intake;
    this.worker = worker;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
  public EventReply receive(
      @PathParam("app") AppId app,
      @BeanParam PushParameters parameters,
      byte[] body,
      @Context RoutingContext exchange) {
    exchange.addEndHandler(_ -> worker.wake());
    return intake.accept(app, parameters.push(body));
  }
}
