package io.dinggate.local.login;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.local.platform.Clients;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Signs people in inside DingTalk's client (DESIGN 5.2). */
@ApplicationScoped
class InAppLogins {

  private final CloudGateway cloud;
  private final InAppSessions sessions;
  private final Clients clients;

  InAppLogins(CloudGateway cloud, InAppSessions sessions, Clients clients) {
    this.cloud = cloud;
    this.sessions = sessions;
    this.clients = clients;
  }

  /**
   * Who signed in, with the token of a new session; an earlier session of the browser ends.
   *
   * @param login what the page got from DingTalk's client; its code works once
   */
  SignedIn signIn(InAppLogin login, @Nullable String earlierToken) {
    var result = cloud.inAppLogin(login);
    var token = Tokens.random256();
    var user = sessions.open(result, token, earlierToken);
    return new SignedIn(new Me(user, clients.isOperator(user.ref())), token);
  }

  /**
   * A new session.
   *
   * @param me whose it is
   * @param token for the cookie
   */
  record SignedIn(Me me, String token) {

    @Override
    public String toString() {
      return "SignedIn[hidden]";
    }
  }
}
