package io.dinggate.local.login;

import io.dinggate.local.platform.FromOwnPages;
import io.dinggate.local.platform.SessionSource;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Signing in inside DingTalk's client. */
@Path("/login/in-app")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class InAppLoginResource {

  private final InAppLogins logins;
  private final LoginCookies cookies;

  InAppLoginResource(InAppLogins logins, LoginCookies cookies) {
    this.logins = logins;
    this.cookies = cookies;
  }

  /** Signs in with the code that DingTalk's client gave to a page of this site. */
  @POST
  @FromOwnPages
  public RestResponse<Me> signIn(
      @NotNull @Valid InAppLogin login,
      @CookieParam(SessionSource.COOKIE) @Nullable String sessionCookie,
      @Context HttpServerRequest request) {
    var signedIn = logins.signIn(login, sessionCookie, request.remoteAddress().hostAddress());
    return ResponseBuilder.ok(signedIn.me()).cookie(cookies.session(signedIn.token())).build();
  }
}
