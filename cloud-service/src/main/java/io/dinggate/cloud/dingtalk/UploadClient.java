package io.dinggate.cloud.dingtalk;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The older API's one endpoint for files. Made by {@link DingTalkClients}. */
@Path("")
@Produces(MediaType.WILDCARD)
interface UploadClient {

  /**
   * Sends the body as it is read.
   *
   * @param length of the body; null when it is not known, then it goes in chunks
   */
  @POST
  @Path("media/upload")
  Response upload(
      @QueryParam("access_token") String token,
      @QueryParam("type") String type,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      InputStream body);
}
