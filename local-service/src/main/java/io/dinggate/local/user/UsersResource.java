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

  private final UserLookup lookup;
  private final CurrentCaller caller;

  UsersResource(UserLookup lookup, CurrentCaller caller) {
    this.lookup = lookup;
    this.caller = caller;
  }

  /** Finds users that the site knows, by a part of the name or by union id. */
  @POST
  @Path("search")
  @OpenTo(people = People.OPERATORS, scope = Scopes.USERS_READ)
  public UserPage search(@NotNull @Valid UserSearch search) {
    return lookup.search(search);
  }

  /**
   * Finds one user by union id, or by mobile where the app is an internal one ({@code
   * lookup-not-supported} otherwise). The mobile is neither kept nor told.
   */
  @POST
  @Path("find")
  @OpenTo(people = People.OPERATORS, scope = Scopes.USERS_READ)
  public User findInCorp(@NotNull @Valid FindInCorp search) {
    return lookup.find(search.corp(), search.request());
  }

  /** One user; asked of DingTalk when what the site knows is not fresh. */
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
