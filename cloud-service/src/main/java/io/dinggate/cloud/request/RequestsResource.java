package io.dinggate.cloud.request;

import io.dinggate.model.problem.Problem;
import io.dinggate.model.request.AcceptedRequest;
import io.dinggate.model.request.RequestBody;
import io.dinggate.model.request.RequestToken;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where frontends post requests to; open to all, as only the request token can tell. The bytes of
 * the body are what the token was signed for, so they are read after it, and not by the framework.
 */
@Path(RequestToken.PATH)
@PermitAll
@RunOnVirtualThread
class RequestsResource {

  private static final String ORIGIN = "Origin";
  private static final int ACCEPTED = 202;

  private final RequestIntake intake;
  private final RequestWorker worker;

  RequestsResource(RequestIntake intake, RequestWorker worker) {
    this.intake = intake;
    this.worker = worker;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
  @ResponseStatus(ACCEPTED)
  public AcceptedRequest accept(
      @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = RequestBody.class)))
          byte[] body,
      @Context HttpHeaders headers) {
    var accepted =
        intake.accept(values(headers, HttpHeaders.AUTHORIZATION), values(headers, ORIGIN), body);
    worker.wake();
    return accepted;
  }

  private static List<String> values(HttpHeaders headers, String name) {
    @Nullable List<String> values = headers.getRequestHeader(name);
    return values == null ? List.of() : values;
  }
}
