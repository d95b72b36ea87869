package io.dinggate.local.login;

import io.dinggate.local.platform.FromOwnPages;
import io.dinggate.local.platform.SessionSource;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Signing out of this browser. */
@Path("/logout")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class LogoutResource {

  private final Sessions sessions;
  private final LoginCookies cookies;

  LogoutResource(Sessions sessions, LoginCookies cookies) {
    this.sessions = sessions;
    this.cookies = cookies;
  }

  /** Ends the session at the server and in the browser; without one nothing happens. */
  @POST
  @FromOwnPages
  public RestResponse<Void> signOut(
      @CookieParam(SessionSource.COOKIE) @Nullable String sessionCookie) {
    if (sessionCookie != null) {
      sessions.revoke(sessionCookie);
    }
    return ResponseBuilder.<Void>noContent().cookie(cookies.noSession()).build();
  }
}
