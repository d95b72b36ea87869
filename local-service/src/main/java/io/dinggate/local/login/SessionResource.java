package io.dinggate.local.login;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.FromOwnPages;
import io.dinggate.local.platform.SessionSource;
import io.dinggate.local.user.User;
import io.dinggate.local.user.Users;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Sessions, as the pages of the site and its frontends use them. */
@Path("/")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class SessionResource {

  private final InAppLogins inAppLogins;
  private final Sessions sessions;
  private final Users users;
  private final LoginCookies cookies;
  private final CurrentCaller caller;

  SessionResource(
      InAppLogins inAppLogins,
      Sessions sessions,
      Users users,
      LoginCookies cookies,
      CurrentCaller caller) {
    this.inAppLogins = inAppLogins;
    this.sessions = sessions;
    this.users = users;
    this.cookies = cookies;
    this.caller = caller;
  }

  /** Signs in a page inside DingTalk's client with the code that the client gave it. */
  @POST
  @Path("login/in-app")
  @Consumes(MediaType.APPLICATION_JSON)
  @FromOwnPages
  public RestResponse<Me> inApp(
      @NotNull @Valid InAppLogin login,
      @CookieParam(SessionSource.COOKIE) @Nullable String sessionCookie) {
    var signedIn = inAppLogins.signIn(login, sessionCookie);
    return ResponseBuilder.ok(signedIn.me()).cookie(cookies.session(signedIn.token())).build();
  }

  /** Ends the session of this browser; without one nothing happens. */
  @POST
  @Path("logout")
  @FromOwnPages
  public RestResponse<Void> logout(
      @CookieParam(SessionSource.COOKIE) @Nullable String sessionCookie) {
    if (sessionCookie != null) {
      sessions.revoke(sessionCookie);
    }
    return ResponseBuilder.<Void>noContent().cookie(cookies.noSession()).build();
  }

  /** Who is signed in. */
  @GET
  @Path("api/v1/me")
  public Me me() {
    var session = caller.requireSession();
    return new Me(users.find(session.userRowId()).orElseThrow(), session.operator());
  }

  /** Signs a user out everywhere; for operators. */
  @DELETE
  @Path("api/v1/users/{corp}/{userId}/sessions")
  public void signOut(@PathParam("corp") CorpId corp, @PathParam("userId") UserId userId) {
    caller.requireOperator();
    sessions.revokeAllOf(known(new UserRef(corp, userId)));
  }

  private User known(UserRef user) {
    return users.find(user).orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND));
  }
}
