package io.dinggate.local.login;

import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
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

  UserSessionsResource(Sessions sessions, Users users) {
    this.sessions = sessions;
    this.users = users;
  }

  /** Signs the user out wherever she is signed in; {@code user-not-found} if never met here. */
  @DELETE
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public void endAll(@PathParam("corp") CorpId corp, @PathParam("userId") UserId userId) {
    sessions.revokeAllOf(
        users
            .find(new UserRef(corp, userId))
            .orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND)));
  }
}
