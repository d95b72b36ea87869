package io.dinggate.local.user;

import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.PageLimit;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Departments of the site's corps. For programs with the scope {@code users:read} and operators.
 */
@Path("/api/v1/departments/{corp}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class DepartmentsResource {

  private static final Pattern DEPARTMENT = Pattern.compile("[0-9]{1,18}");
  private static final Pattern USER = Pattern.compile(UserSearch.CURSOR);

  private final DepartmentLookup lookup;

  DepartmentsResource(DepartmentLookup lookup) {
    this.lookup = lookup;
  }

  /** The departments to begin with: those with none above them that the site knows. */
  @GET
  @OpenTo(people = People.OPERATORS, scope = Scopes.USERS_READ)
  public DepartmentPage roots(
      @PathParam("corp") CorpId corp,
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return lookup.roots(corp, after(cursor), PageLimit.orDefault(limit));
  }

  /** One department; asked of DingTalk when the site does not know it. */
  @GET
  @Path("{department}")
  @OpenTo(people = People.OPERATORS, scope = Scopes.USERS_READ)
  public Department find(@PathParam("corp") CorpId corp, @PathParam("department") long department) {
    return lookup.find(department(corp, department));
  }

  /** The departments right below one. */
  @GET
  @Path("{department}/children")
  @OpenTo(people = People.OPERATORS, scope = Scopes.USERS_READ)
  public DepartmentPage children(
      @PathParam("corp") CorpId corp,
      @PathParam("department") long department,
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return lookup.children(department(corp, department), after(cursor), PageLimit.orDefault(limit));
  }

  /**
   * Who is in a department.
   *
   * @param below whether those in departments below it count, too
   */
  @GET
  @Path("{department}/users")
  @OpenTo(people = People.OPERATORS, scope = Scopes.USERS_READ)
  public UserPage users(
      @PathParam("corp") CorpId corp,
      @PathParam("department") long department,
      @QueryParam("subDepartments") @DefaultValue("false") boolean below,
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return lookup.users(
        department(corp, department),
        below,
        PageLimit.orDefault(limit),
        cursor == null ? null : checked(cursor, USER));
  }

  private static DepartmentRef department(CorpId corp, long department) {
    if (department < 1) {
      throw ApiException.invalid("department", "must be an id of DingTalk, 1 at least");
    }
    return new DepartmentRef(corp, department);
  }

  private static long after(@Nullable String cursor) {
    return cursor == null ? 0 : Long.parseLong(checked(cursor, DEPARTMENT));
  }

  private static String checked(String cursor, Pattern form) {
    if (!form.matcher(cursor).matches()) {
      throw ApiException.invalid("cursor", UserSearch.CURSOR_WORDS);
    }
    return cursor;
  }
}
