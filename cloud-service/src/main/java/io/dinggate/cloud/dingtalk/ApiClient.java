package io.dinggate.cloud.dingtalk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The newer API: the status tells the outcome, the access token is in a header. Made by {@link
 * DingTalkClients}; answers are read by {@link ApiAnswers}.
 */
@Path("v1.0")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.WILDCARD)
interface ApiClient {

  /** The only place where the newer API takes a token. */
  String TOKEN_HEADER = "x-acs-dingtalk-access-token";

  @POST
  @Path("oauth2/userAccessToken")
  Response userToken(ApiWire.UserTokenRequest request);

  @POST
  @Path("oauth2/corpAccessToken")
  Response corpToken(ApiWire.CorpTokenRequest request);

  @POST
  @Path("oauth2/accessToken")
  Response appToken(ApiWire.AppTokenRequest request);

  @GET
  @Path("contact/users/me")
  Response me(@HeaderParam(TOKEN_HEADER) String userToken);
}
