package io.dinggate.local.user;

import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * Users of DingTalk. For programs with the scope {@code users:read} and for operators; a signed-in
 * person may look at her own entry.
 */
@Path("/api/v1/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class UsersResource {

  private final Users users;
  private final UserLookup lookup;
  private final CurrentCaller caller;

  UsersResource(Users users, UserLookup lookup, CurrentCaller caller) {
    this.users = users;
    this.lookup = lookup;
    this.caller = caller;
  }

  /** Finds users that the site knows, by a part of the name or by union id. */
  @POST
  @Path("search")
  @OpenTo(people = People.OPERATORS, scope = Scopes.USERS_READ)
  public UserPage search(@NotNull @Valid UserSearch search) {
    return users.search(search);
  }

  /** One user; asked of DingTalk when the site does not know the person yet. */
  @GET
  @Path("{corp}/{userId}")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.USERS_READ)
  public User find(@PathParam("corp") CorpId corp, @PathParam("userId") UserId userId) {
    var user = new UserRef(corp, userId);
    if (caller.require() instanceof SessionCaller session
        && !session.user().equals(user)
        && !session.operator()) {
      throw new ApiException(ErrorCode.FORBIDDEN, "needs an operator of the site");
    }
    return lookup.find(user);
  }
}
