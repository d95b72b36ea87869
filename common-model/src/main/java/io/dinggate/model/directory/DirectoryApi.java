package io.dinggate.model.directory;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.PageLimit;
import io.dinggate.model.UserId;
import io.dinggate.model.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
   * One user by union id or mobile; {@code lookup-not-supported} when the app's kind cannot search
   * so.
   */
  @POST
  @Path("corps/{corp}/users/find")
  DirectoryUser find(@PathParam("corp") CorpId corp, @NotNull @Valid FindUser request);
}
