package io.dinggate.model.directory;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.PageLimit;
import io.dinggate.model.UserId;
import io.dinggate.model.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups in DingTalk on behalf of the calling site, in its corps and by its apps only; needs the
 * scope {@code users:read}. Nothing is cached: the answer is DingTalk's of this moment. What
 * identifies a person beyond the user id travels in bodies, never in a URL.
 */
@Path("/api/v1/directory")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface DirectoryApi {

  /**
   * The site's corps, each with its apps and whether the corp has authorised them. Makes no call to
   * DingTalk.
   *
   * @param limit how many at most; {@link PageLimit#MAX} when absent
   * @param cursor the {@code next} of the page before; a corp that has gone in between does no harm
   */
  @GET
  @Path("corps")
  Corps corps(
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable CorpId cursor);

  /**
   * One user by user id; {@code user-not-found} when the corp has none, {@code user-not-visible}
   * when out of range.
   */
  @GET
  @Path("corps/{corp}/users/{userId}")
  DirectoryUser user(
      @PathParam("corp") CorpId corp,
      @PathParam("userId") UserId userId,
      @QueryParam("app") @Nullable AppId app);

  /**
   * What of the corp the app may see: where to begin when the whole of it is to be read.
   *
   * @param app the app to ask by; null for the corp's default login app, here and below
   */
  @GET
  @Path("corps/{corp}/range")
  VisibleRange range(@PathParam("corp") CorpId corp, @QueryParam("app") @Nullable AppId app);

  /**
   * One department; {@code department-not-found} when the corp has none, {@code
   * department-not-visible} when out of range. So for the two below.
   */
  @GET
  @Path("corps/{corp}/departments/{department}")
  DirectoryDepartment department(
      @PathParam("corp") CorpId corp,
      @PathParam("department") @Min(1) long department,
      @QueryParam("app") @Nullable AppId app);

  /** The departments right below one, as far as the app may see them. */
  @GET
  @Path("corps/{corp}/departments/{department}/children")
  DirectoryDepartments children(
      @PathParam("corp") CorpId corp,
      @PathParam("department") @Min(1) long department,
      @QueryParam("app") @Nullable AppId app);

  /**
   * A page of who is in a department itself, not below it, as far as the app may see them. What
   * changes between two pages may make a person missing or twice.
   *
   * @param limit how many at most; {@link PageLimit#MAX} when absent
   * @param cursor the {@code next} of the page before
   */
  @GET
  @Path("corps/{corp}/departments/{department}/users")
  DirectoryUsers users(
      @PathParam("corp") CorpId corp,
      @PathParam("department") @Min(1) long department,
      @QueryParam("app") @Nullable AppId app,
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor")
          @Nullable
          @Pattern(regexp = "[0-9]{1,18}", message = "must be the value of next in the page before")
          String cursor);

  /**
   * One user by union id or mobile; {@code lookup-not-supported} when the app's kind cannot search
   * so.
   */
  @POST
  @Path("corps/{corp}/users/find")
  DirectoryUser find(@PathParam("corp") CorpId corp, @NotNull @Valid FindUser request);
}
