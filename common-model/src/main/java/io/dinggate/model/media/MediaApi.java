package io.dinggate.model.media;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.Problem;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** How a site uploads pictures, recordings and files; needs the scope {@code messages:send}. */
@Path("/api/v1/media")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface MediaApi {

  /** Carries the file's name, percent-encoded in UTF-8: names of files stay out of URLs. */
  String NAME_HEADER = "X-Media-Name";

  /**
   * Hands an upload on to DingTalk, while it is being read; the cloud keeps nothing of it.
   *
   * @param corp whose token uploads it
   * @param app to upload by; null for the corp's default message app
   * @param kind what it is; decides about the size
   * @param name the file's name with its ending, see {@link #NAME_HEADER}
   * @param body the file
   */
  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  UploadedMedia upload(
      @QueryParam("corp") @NotNull CorpId corp,
      @QueryParam("app") @Nullable AppId app,
      @QueryParam("kind") @NotNull MediaKind kind,
      @HeaderParam(NAME_HEADER) @NotNull String name,
      InputStream body);
}
