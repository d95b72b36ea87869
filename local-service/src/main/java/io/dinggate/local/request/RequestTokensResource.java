package io.dinggate.local.request;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.PublicUrl;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Signs for requests that a frontend hands to the cloud itself. */
@Path("/api/v1/request-tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class RequestTokensResource {

  private final CurrentCaller caller;
  private final RequestTokens tokens;
  private final PublicUrl site;

  RequestTokensResource(CurrentCaller caller, RequestTokens tokens, PublicUrl site) {
    this.caller = caller;
    this.tokens = tokens;
    this.site = site;
  }

  /**
   * Signs for one request. A program needs the scope of its kind; people and operators may ask for
   * what they may on the way by the site.
   */
  @POST
  @OpenTo(
      people = People.EVERYBODY,
      scope = {Scopes.MESSAGES_SEND, Scopes.USERS_READ})
  public RestResponse<SignedRequest> sign(@NotNull @Valid NewRequest request) {
    caller.requireScope(RequestTokens.kind(request).scope());
    var signed = tokens.issue(caller.require(), request);
    return ResponseBuilder.create(RestResponse.Status.CREATED, signed)
        .location(site.at("/api/v1/requests/" + signed.id()))
        .build();
  }
}
