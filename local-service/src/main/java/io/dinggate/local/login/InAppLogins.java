package io.dinggate.local.login;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.local.platform.Clients;
import io.dinggate.local.user.PersonCheck;
import io.dinggate.local.user.User;
import io.dinggate.model.UserRef;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Signs people in inside DingTalk's client. */
@ApplicationScoped
class InAppLogins {

  private static final Logger AUDIT = Logger.getLogger("io.dinggate.audit.login");

  private final LoginAttempts attempts;
  private final CloudGateway cloud;
  private final PersonCheck persons;
  private final InAppSessions sessions;
  private final Clients clients;

  InAppLogins(
      LoginAttempts attempts,
      CloudGateway cloud,
      PersonCheck persons,
      InAppSessions sessions,
      Clients clients) {
    this.attempts = attempts;
    this.cloud = cloud;
    this.persons = persons;
    this.sessions = sessions;
    this.clients = clients;
  }

  /**
   * Who signed in, with the token of a new session; an earlier session of the browser ends.
   *
   * @param login what the page got from DingTalk's client; its code works once
   * @param address where the browser calls from
   * @throws ApiException {@code rate-limited}, or what the cloud says
   */
  SignedIn signIn(InAppLogin login, @Nullable String earlierToken, String address) {
    if (!attempts.spend(address)) {
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "Too many sign-ins from this address.",
          List.of(),
          Duration.ofMinutes(1),
          null);
    }
    var token = Tokens.random256();
    var user = open(login, token, earlierToken);
    return new SignedIn(new Me(user, clients.isOperator(user.ref())), token);
  }

  private User open(InAppLogin login, String token, @Nullable String earlierToken) {
    try {
      var result = cloud.inAppLogin(login);
      persons.run(new UserRef(result.user().corp(), result.user().userId()), result.app());
      var user = sessions.open(result, token, earlierToken);
      AUDIT.infof("login in DingTalk: %s signed in", result.user());
      return user;
    } catch (ApiException e) {
      AUDIT.infof("login in DingTalk refused: %s", e.code().wire());
      throw e;
    }
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
