package io.dinggate.local.login;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.user.Users;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Who is signed in. */
@Path("/api/v1/me")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class MeResource {

  private final Users users;
  private final CurrentCaller caller;

  MeResource(Users users, CurrentCaller caller) {
    this.users = users;
    this.caller = caller;
  }

  /** The signed-in person. */
  @GET
  @OpenTo(people = People.EVERYBODY)
  public Me me() {
    var session = caller.requireSession();
    return new Me(users.find(session.userRowId()).orElseThrow(), session.operator());
  }
}
