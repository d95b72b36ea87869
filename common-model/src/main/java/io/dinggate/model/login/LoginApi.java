package io.dinggate.model.login;

import io.dinggate.model.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * How a site signs people in through the cloud. The site is whoever the access token says; needs
 * the scope {@code logins}. Login tickets and verifiers travel in bodies, never in a path.
 */
@Path("/api/v1/logins")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface LoginApi {

  /**
   * Opens a login transaction. The browser is to be sent to {@link StartedLogin#authorizeUrl()} and
   * comes back to the return URL with the parameters of {@link LoginReturn}.
   */
  @POST
  StartedLogin start(@NotNull @Valid StartLogin request);

  /**
   * Tells who signed in. Possible for 60 seconds after the login was done; from the first redeeming
   * on it may be repeated with the same verifier until acknowledged, for five minutes at most.
   * Anything else is {@code login-ticket-invalid} and audited.
   */
  @POST
  @Path("redeem")
  LoginResult redeem(@NotNull @Valid RedeemTicket request);

  /** Closes a redeemed login for good; repeating it is harmless. */
  @POST
  @Path("acknowledge")
  void acknowledge(@NotNull @Valid AcknowledgeLogin request);

  /**
   * Burns a login ticket that reached the site without its browser; unknown and dead ones are
   * accepted too.
   */
  @POST
  @Path("abandon")
  void abandon(@NotNull @Valid AbandonLogin request);

  /**
   * Signs in with a code that DingTalk's client gave to the page inside it (JSAPI). The code works
   * once.
   */
  @POST
  @Path("in-app")
  LoginResult inApp(@NotNull @Valid InAppLogin request);
}
