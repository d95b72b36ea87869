package io.dinggate.local.login;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.user.Users;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The sessions of one user, for operators. */
@Path("/api/v1/sessions/{corp}/{userId}")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class UserSessionsResource {

  private final Sessions sessions;
  private final Users users;
  private final CurrentCaller caller;

  UserSessionsResource(Sessions sessions, Users users, CurrentCaller caller) {
    this.sessions = sessions;
    this.users = users;
    this.caller = caller;
  }

  /** Signs the user out wherever she is signed in; {@code user-not-found} if never met here. */
  @DELETE
  public void endAll(@PathParam("corp") CorpId corp, @PathParam("userId") UserId userId) {
    caller.requireOperator();
    sessions.revokeAllOf(
        users
            .find(new UserRef(corp, userId))
            .orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND)));
  }
}
