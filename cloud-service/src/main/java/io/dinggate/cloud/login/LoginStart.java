package io.dinggate.cloud.login;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.LoginId;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.login.StartedLogin;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import io.dinggate.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Opens login transactions. */
@ApplicationScoped
class LoginStart {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final Writes writes;
  private final LoginSecrets secrets;
  private final LoginAddresses addresses;
  private final LoginConfig config;
  private final Clock clock;

  LoginStart(
      Writes writes,
      LoginSecrets secrets,
      LoginAddresses addresses,
      LoginConfig config,
      Clock clock) {
    this.writes = writes;
    this.secrets = secrets;
    this.addresses = addresses;
    this.config = config;
    this.clock = clock;
  }

  /** Checks what the site asks for, stores it under a one-time state, and says where to go. */
  StartedLogin start(CallingSite site, StartLogin request) {
    if (!allows(site.site(), request.returnUrl())) {
      throw new ApiException(ErrorCode.RETURN_URL_NOT_ALLOWED);
    }
    var corp = request.corp();
    var app = corp == null ? site.loginApp(request.app()) : site.loginApp(corp, request.app());
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var login =
        new LoginRow(
            new LoginId(Ids.uuidV7().toString()),
            site.id(),
            app.id(),
            corp,
            Boolean.TRUE.equals(request.exclusiveLogin()),
            request.returnUrl(),
            request.codeChallenge(),
            LoginPhase.NEW,
            null,
            now.plus(config.transaction()),
            null,
            null,
            null,
            null,
            null);
    var state = Tokens.random256();
    store(login, state);
    return new StartedLogin(login.id(), addresses.dingTalk(login, app, state), login.expiresAt());
  }

  /** To the letter: what merely means the same is somebody else's until it is registered. */
  static boolean allows(Site site, URI returnUrl) {
    var letters = returnUrl.toString();
    return site.returnUrls().stream().anyMatch(url -> url.toString().equals(letters));
  }

  private void store(LoginRow login, String state) {
    var stateIndex = secrets.stateIndex(state);
    var now = clock.instant();
    writes.sql(
        connection -> {
          if (LoginTable.hasOpen(connection, login.site(), now, config.openPerSite())) {
            throw new ApiException(
                ErrorCode.RATE_LIMITED,
                "The site has too many open logins.",
                List.of(),
                RETRY_AFTER,
                null);
          }
          LoginTable.insert(
              connection, login, stateIndex, login.expiresAt().plus(config.remember()));
          return login;
        });
  }
}
