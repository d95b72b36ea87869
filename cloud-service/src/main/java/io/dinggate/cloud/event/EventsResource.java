package io.dinggate.cloud.event;

import io.dinggate.model.AppId;
import io.dinggate.model.problem.Problem;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.NonBlocking;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/**
 * Where DingTalk pushes the events of each app to; open to all, as only the push itself can tell.
 */
@Path("/dingtalk/apps/{app}/events")
@PermitAll
class EventsResource {

  private final EventIntake intake;
  private final EventWorker worker;
  private final ExecutorService threads;

  EventsResource(EventIntake intake, EventWorker worker, @VirtualThreads ExecutorService threads) {
    this.intake = intake;
    this.worker = worker;
    this.threads = threads;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
  @NonBlocking // the body is there before a thread is taken for it
  public CompletionStage<EventReply> receive(
      @PathParam("app") AppId app,
      @BeanParam PushParameters parameters,
      byte[] body,
      @Context RoutingContext exchange) {
    exchange.addEndHandler(_ -> worker.wake());
    var push = parameters.push(body);
    return CompletableFuture.supplyAsync(() -> intake.accept(app, push), threads);
  }
}
