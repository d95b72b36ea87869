package io.dinggate.model.login;

import io.dinggate.model.LoginId;
import java.net.URI;
import java.time.Instant;

/**
 * An open login transaction.
 *
 * @param login names it; comes back with the browser
 * @param authorizeUrl DingTalk's page, to which the browser is to be redirected
 * @param expiresAt when the transaction ends if nobody signed in
 */
public record StartedLogin(LoginId login, URI authorizeUrl, Instant expiresAt) {

  @Override
  public String toString() {
    return "StartedLogin["
        + login
        + ", expiresAt="
        + expiresAt
        + "]"; // the URL holds the one-time state
  }
}
