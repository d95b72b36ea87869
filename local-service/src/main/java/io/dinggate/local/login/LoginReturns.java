package io.dinggate.local.login;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.local.cloud.Patience;
import io.dinggate.local.login.LoginOutcome.Refused;
import io.dinggate.local.login.LoginOutcome.SignedIn;
import io.dinggate.local.user.PersonCheck;
import io.dinggate.model.LoginId;
import io.dinggate.model.UserRef;
import io.dinggate.model.login.AbandonLogin;
import io.dinggate.model.login.AcknowledgeLogin;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.model.login.RedeemTicket;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finishes logins by redirect. In this order, so that a crash at any point leaves a state from
 * which the same URL, loaded again, goes on or ends in a clear refusal: redeem at the cloud
 * (repeatable), one commit here, acknowledge at the cloud, answer. After the commit the person is
 * signed in, so that nothing may keep the answer back: a cloud that takes long is told meanwhile.
 */
@ApplicationScoped
class LoginReturns {

  private static final Logger AUDIT = Logger.getLogger("io.dinggate.audit.login");

  private final LoginBook book;
  private final LoginHashes hashes;
  private final Sessions sessions;
  private final PersonCheck persons;
  private final CloudGateway cloud;
  private final Patience patience;
  private final LoginAttempts attempts;

  LoginReturns(
      LoginBook book,
      LoginHashes hashes,
      Sessions sessions,
      PersonCheck persons,
      CloudGateway cloud,
      Patience patience,
      LoginAttempts attempts) {
    this.book = book;
    this.hashes = hashes;
    this.sessions = sessions;
    this.persons = persons;
    this.cloud = cloud;
    this.patience = patience;
    this.attempts = attempts;
  }

  /** Signs the person in, or says why not. */
  LoginOutcome finish(ReturningBrowser browser) {
    var known = browser.login().flatMap(book::find);
    if (known.isEmpty() || !belongs(known.get(), browser)) {
      return turnAway(known, browser);
    }
    var login = known.get();
    if (browser.ticket().isEmpty()) {
      book.kill(login.id());
      return refused(login, browser.error().orElse(ErrorCode.LOGIN_FAILED));
    }
    var ticket = browser.ticket().get();
    return switch (login.state()) {
      case OPEN -> redeem(login, ticket, browser);
      case DONE -> repeat(login, ticket, browser);
      case DEAD -> burned(login, ticket, browser);
    };
  }

  private boolean belongs(Login login, ReturningBrowser browser) {
    return browser
        .browserKey()
        .map(hashes::browser)
        .filter(hash -> isEqual(hash, login.browserHash()))
        .isPresent();
  }

  /**
   * A ticket without the browser that its login is tied to is dead before anybody is answered. The
   * cloud and the log hear of it unless the address brings more than anybody has use for.
   */
  private LoginOutcome turnAway(Optional<Login> login, ReturningBrowser browser) {
    if (browser.ticket().isEmpty()) {
      return new Refused(browser.error().orElse(ErrorCode.LOGIN_EXPIRED), ReturnTo.START);
    }
    login.ifPresent(known -> book.burn(known.id()));
    if (!attempts.spend(browser.address())) {
      return new Refused(ErrorCode.RATE_LIMITED, ReturnTo.START);
    }
    AUDIT.warnf(
        "login ticket burned: it came without the browser of its login (%s)",
        browser.login().map(LoginId::value).orElse("none named"));
    abandon(browser.ticket().get());
    return new Refused(ErrorCode.LOGIN_TICKET_INVALID, ReturnTo.START);
  }

  /** A ticket that does not go with the browser's own login is as stray as one without any. */
  private LoginOutcome burned(Login login, LoginTicket ticket, ReturningBrowser browser) {
    if (!attempts.spend(browser.address())) {
      return new Refused(ErrorCode.RATE_LIMITED, login.returnTo());
    }
    abandon(ticket);
    return refused(login, ErrorCode.LOGIN_TICKET_INVALID);
  }

  private LoginOutcome redeem(Login login, LoginTicket ticket, ReturningBrowser browser) {
    if (book.isExpired(login)) {
      book.kill(login.id());
      abandon(ticket);
      return refused(login, ErrorCode.LOGIN_EXPIRED);
    }
    var token = token(login, ticket, browser);
    var earlier = browser.sessionToken().orElse(null);
    LoginResult result;
    boolean finished;
    try {
      result = cloud.redeem(new RedeemTicket(ticket, login.verifier()));
      persons.run(new UserRef(result.user().corp(), result.user().userId()), result.app());
      finished = book.finish(login.id(), hashes.ticket(ticket), result, token, earlier);
    } catch (ApiException e) {
      return overtaken(browser).orElseGet(() -> notRedeemed(login, ticket, browser, e.code()));
    }
    if (!finished) {
      return overtaken(browser).orElseGet(() -> refused(login, ErrorCode.LOGIN_TICKET_INVALID));
    }
    AUDIT.infof("login %s: %s signed in", login.id(), result.user());
    acknowledge(login, ticket);
    return new SignedIn(token, login.returnTo());
  }

  private LoginOutcome notRedeemed(
      Login login, LoginTicket ticket, ReturningBrowser browser, ErrorCode reason) {
    if (reason != ErrorCode.LOGIN_TICKET_INVALID) {
      return refused(login, reason);
    }
    book.kill(login.id());
    return burned(login, ticket, browser);
  }

  /** The same URL again after its answer was lost, and before the cloud has closed the login. */
  private LoginOutcome repeat(Login login, LoginTicket ticket, ReturningBrowser browser) {
    if (!isTicketOf(login, ticket)) {
      return burned(login, ticket, browser);
    }
    if (!book.isRepeatable(login)) {
      return refused(login, ErrorCode.LOGIN_TICKET_INVALID);
    }
    var again = sameSession(login, ticket, browser);
    again.ifPresent(_ -> acknowledge(login, ticket));
    return again.orElseGet(() -> refused(login, ErrorCode.LOGIN_TICKET_INVALID));
  }

  /** Another request of this browser with this very ticket finished the login meanwhile. */
  private Optional<LoginOutcome> overtaken(ReturningBrowser browser) {
    return browser
        .login()
        .flatMap(book::find)
        .filter(login -> login.state() == LoginState.DONE)
        .flatMap(login -> sameSession(login, browser.ticket().orElseThrow(), browser));
  }

  private Optional<LoginOutcome> sameSession(
      Login login, LoginTicket ticket, ReturningBrowser browser) {
    var token = token(login, ticket, browser);
    return isTicketOf(login, ticket) && sessions.find(token).isPresent()
        ? Optional.of(new SignedIn(token, login.returnTo()))
        : Optional.empty();
  }

  private boolean isTicketOf(Login login, LoginTicket ticket) {
    return login.ticketHash() != null && isEqual(login.ticketHash(), hashes.ticket(ticket));
  }

  private String token(Login login, LoginTicket ticket, ReturningBrowser browser) {
    return hashes.sessionToken(login.id(), browser.browserKey().orElseThrow(), ticket);
  }

  /** A lost acknowledgement is harmless: the ticket still serves nobody but this browser. */
  private void acknowledge(Login login, LoginTicket ticket) {
    patience.await(
        "acknowledging login " + login.id(),
        () -> {
          cloud.acknowledge(new AcknowledgeLogin(ticket, login.verifier()));
          book.acknowledged(login.id());
          return Boolean.TRUE;
        });
  }

  private void abandon(LoginTicket ticket) {
    try {
      cloud.abandon(new AbandonLogin(ticket));
    } catch (ApiException e) {
      AUDIT.warnf("the cloud could not be told of a burned ticket: %s", e.code().wire());
    }
  }

  private static LoginOutcome refused(Login login, ErrorCode reason) {
    AUDIT.infof("login %s refused: %s", login.id(), reason.wire());
    return new Refused(reason, login.returnTo());
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
