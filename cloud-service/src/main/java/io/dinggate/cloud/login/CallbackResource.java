package io.dinggate.cloud.login;

import io.dinggate.cloud.login.CallbackAnswer.GoTo;
import io.dinggate.cloud.login.CallbackAnswer.Refusal;
import io.dinggate.cloud.login.CallbackAnswer.Refused;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where DingTalk sends browsers back to. */
@Path(CallbackResource.PATH)
@PermitAll
@RunOnVirtualThread
class CallbackResource {

  static final String PATH = "/login/callback";

  private final SignInCallback callback;
  private final RefusalPage page;

  CallbackResource(SignInCallback callback, RefusalPage page) {
    this.callback = callback;
    this.page = page;
  }

  /** Takes the browser on to where it started; a page of our own only when that is not known. */
  @GET
  @Operation(hidden = true)
  public Response callback(@Context UriInfo uri, @Context HttpHeaders headers) {
    return switch (answer(CallbackQuery.parse(uri.getQueryParameters()))) {
      case GoTo(var address) ->
          Response.seeOther(address)
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .header("Referrer-Policy", "no-referrer")
              .build();
      case Refused(var why) -> page.answer(why, headers.getAcceptableLanguages());
    };
  }

  /** A look from afar must not use up a code. */
  @HEAD
  @Operation(hidden = true)
  public Response look() {
    return Response.status(Response.Status.METHOD_NOT_ALLOWED)
        .header(HttpHeaders.ALLOW, "GET")
        .build();
  }

  private CallbackAnswer answer(CallbackQuery query) {
    try {
      return switch (query) {
        case CallbackQuery.SignedIn(var state, var code) -> callback.signedIn(state, code);
        case CallbackQuery.Declined(var state) -> callback.declined(state);
        case CallbackQuery.Malformed _ -> callback.malformed();
      };
    } catch (RuntimeException e) { // a person reads the answer, so it is a page and not a problem
      Log.error("the login callback failed", e);
      return new Refused(Refusal.BROKEN);
    }
  }
}
