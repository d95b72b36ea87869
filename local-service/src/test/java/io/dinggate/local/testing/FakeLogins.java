package io.dinggate.local.testing;

import io.dinggate.model.AppId;
import io.dinggate.model.LoginId;
import io.dinggate.model.login.AbandonLogin;
import io.dinggate.model.login.AcknowledgeLogin;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginReturn;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.login.RedeemTicket;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.login.StartedLogin;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cloud's side of logins: a ticket serves its verifier only, and is dead once acknowledged. Has
 * the methods of {@code LoginApi} without its type, which would make it a resource of the tested
 * service.
 */
public final class FakeLogins {

  private static final AppId APP = new AppId("suite-a");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String url;
  private final FakeDirectory directory;
  private final Clock clock = Clock.systemUTC();
  private final Clock serviceClock;
  private final Map<LoginId, StartLogin> started = new ConcurrentHashMap<>();
  private final Map<LoginTicket, Done> tickets = new ConcurrentHashMap<>();
  private volatile String lastVerifier = "none";
  private final Map<String, LoginUser> codes = new ConcurrentHashMap<>();

  FakeLogins(String url, FakeDirectory directory, Clock serviceClock) {
    this.serviceClock = serviceClock;
    this.url = url;
    this.directory = directory;
  }

  void reset() {
    started.clear();
    tickets.clear();
    codes.clear();
  }

  /** What the login was started with. */
  public StartLogin startOf(LoginId login) {
    return started.get(login);
  }

  /** DingTalk said who it is: where the browser is sent with its login ticket. */
  public URI signIn(LoginId login, LoginUser user) {
    var ticket = new LoginTicket(random());
    tickets.put(ticket, new Done(login, user, serviceClock.instant()));
    return back(login, LoginReturn.TICKET, ticket.value());
  }

  /** The login failed: where the browser is sent with the reason. */
  public URI fail(LoginId login, ErrorCode reason) {
    return back(login, LoginReturn.ERROR, reason.wire());
  }

  /** A code as DingTalk's client gives it to the page inside. */
  public String codeFor(LoginUser user) {
    var code = random();
    codes.put(code, user);
    return code;
  }

  /** All tickets are dead, as after their time. */
  public void forgetTickets() {
    tickets.clear();
  }

  /** Whether the ticket can still be redeemed by the right verifier. */
  public boolean isAlive(LoginTicket ticket) {
    return tickets.containsKey(ticket);
  }

  /** The verifier that arrived last. */
  public String lastVerifier() {
    return lastVerifier;
  }

  public StartedLogin start(StartLogin request) {
    directory.requireServed(request.corp());
    var login = new LoginId(UUID.randomUUID().toString());
    started.put(login, request);
    return new StartedLogin(
        login,
        URI.create(url + "/dingtalk?login=" + login),
        clock.instant().plus(Duration.ofMinutes(10)));
  }

  public LoginResult redeem(RedeemTicket request) {
    lastVerifier = request.codeVerifier();
    var done = find(request.ticket(), request.codeVerifier());
    return new LoginResult(done.user(), APP, done.at());
  }

  public void acknowledge(AcknowledgeLogin request) {
    if (tickets.containsKey(request.ticket())) {
      find(request.ticket(), request.codeVerifier());
      tickets.remove(request.ticket());
    }
  }

  public void abandon(AbandonLogin request) {
    tickets.remove(request.ticket());
  }

  public LoginResult inApp(InAppLogin request) {
    directory.requireServed(request.corp());
    var user = codes.remove(request.code());
    if (user == null || !user.corp().equals(request.corp())) {
      throw new ApiException(ErrorCode.AUTH_CODE_INVALID);
    }
    return new LoginResult(
        user, request.app() == null ? APP : request.app(), serviceClock.instant());
  }

  private Done find(LoginTicket ticket, String verifier) {
    var done = tickets.get(ticket);
    if (done == null || !s256(verifier).equals(started.get(done.login()).codeChallenge())) {
      throw new ApiException(ErrorCode.LOGIN_TICKET_INVALID);
    }
    return done;
  }

  private URI back(LoginId login, String parameter, String value) {
    return URI.create(
        startOf(login).returnUrl()
            + "?"
            + LoginReturn.LOGIN
            + "="
            + login
            + "&"
            + parameter
            + "="
            + value);
  }

  private static String s256(String verifier) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private record Done(LoginId login, LoginUser user, Instant at) {}
}
