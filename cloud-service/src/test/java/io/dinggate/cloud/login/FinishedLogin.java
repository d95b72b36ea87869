package io.dinggate.cloud.login;

import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import java.util.Map;

/** A login of a site that is done and waits to be redeemed. */
public final class FinishedLogin {

  private final LoginWalk walk;
  private final String ticket;

  private FinishedLogin(LoginWalk walk, String ticket) {
    this.walk = walk;
    this.ticket = ticket;
  }

  public static FinishedLogin of(Sandbox sandbox, World.Site site, String corp, String user) {
    var walk = LoginWalk.of(site);
    var returned =
        LoginWalk.location(LoginWalk.comeBack(sandbox.consent(walk.start(), corp, user)));
    return new FinishedLogin(walk, LoginWalk.query(returned).get("login_ticket"));
  }

  public FinishedLogin redeemed() {
    walk.redeem(ticket).statusCode(200);
    return this;
  }

  /** The body that redeems and acknowledges. */
  public Map<String, String> proof() {
    return Map.of("ticket", ticket, "codeVerifier", walk.verifier());
  }

  /** The body that abandons. */
  public Map<String, String> ticket() {
    return Map.of("ticket", ticket);
  }

  /** A body that starts another one. */
  public static Map<String, Object> request(World.Site site, String corp) {
    var request = LoginWalk.of(site).request();
    request.put("corp", corp);
    return request;
  }
}
