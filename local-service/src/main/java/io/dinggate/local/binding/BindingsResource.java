package io.dinggate.local.binding;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.Scopes;
import io.dinggate.local.user.UserLookup;
import io.dinggate.model.CorpId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Which staff is which user, for the programs of the site that keep its books. */
@Path("/api/v1/bindings/{tenantId}/{staffId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class BindingsResource {

  private final CurrentCaller caller;
  private final Bindings bindings;
  private final UserLookup users;

  BindingsResource(CurrentCaller caller, Bindings bindings, UserLookup users) {
    this.caller = caller;
    this.bindings = bindings;
    this.users = users;
  }

  /**
   * The user to bind to.
   *
   * @param corp the organisation
   * @param userId the user inside it
   */
  record PutBinding(@NotNull CorpId corp, @NotNull UserId userId) {}

  /**
   * Binds the staff to a user of one of the site's corps; {@code binding-conflict} when either is
   * bound to another, {@code user-not-found} when the corp has no such user.
   */
  @PUT
  @OpenTo(scope = Scopes.BINDINGS_WRITE)
  public Binding bind(
      @PathParam("tenantId") TenantId tenant,
      @PathParam("staffId") StaffId staff,
      @NotNull @Valid PutBinding request) {
    var client = caller.requireClient();
    var user = users.find(new UserRef(request.corp(), request.userId()));
    return bindings.bind(client, new StaffRef(tenant, staff), user.ref(), null);
  }

  /** The user that the staff is; {@code not-found} when it is bound to nobody. */
  @GET
  @OpenTo(scope = Scopes.BINDINGS_WRITE)
  public Binding find(@PathParam("tenantId") TenantId tenant, @PathParam("staffId") StaffId staff) {
    return bindings
        .find(new StaffRef(tenant, staff))
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
  }

  /** Unbinds the staff; nothing to do is well done. */
  @DELETE
  @OpenTo(scope = Scopes.BINDINGS_WRITE)
  public void unbind(@PathParam("tenantId") TenantId tenant, @PathParam("staffId") StaffId staff) {
    bindings.unbind(caller.requireClient(), new StaffRef(tenant, staff));
  }
}
