package io.dinggate.local.binding;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.local.user.UserLookup;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * Invitations to bind oneself: a program that knows the staff makes one, the person accepts it with
 * a fresh login. The secret is in bodies only, never in a URL.
 */
@Path("/api/v1/invitations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class InvitationsResource {

  private final CurrentCaller caller;
  private final Invitations invitations;
  private final UserLookup users;

  InvitationsResource(CurrentCaller caller, Invitations invitations, UserLookup users) {
    this.caller = caller;
    this.invitations = invitations;
    this.users = users;
  }

  /** Makes an invitation; this answer is the only one that tells its secret. */
  @POST
  @OpenTo(scope = Scopes.BINDINGS_WRITE)
  public MintedInvitation mint(@NotNull @Valid NewInvitation request) {
    return invitations.mint(caller.requireClient(), request);
  }

  /** What the invitation would do, for the person to read first. */
  @POST
  @Path("find")
  @OpenTo(people = People.EVERYBODY)
  public InvitationView find(@NotNull @Valid InvitationSecret request) {
    return invitations.view(request.invitation());
  }

  /** Binds the signed-in person, if still a user of one of the site's corps, to the staff. */
  @POST
  @Path("accept")
  @OpenTo(people = People.EVERYBODY)
  public Binding accept(@NotNull @Valid InvitationSecret request) {
    var person = caller.requireSession();
    users.find(person.user());
    return invitations.accept(person, request.invitation());
  }
}
