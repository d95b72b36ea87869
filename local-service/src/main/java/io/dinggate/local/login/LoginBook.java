package io.dinggate.local.login;

import io.dinggate.local.user.Users;
import io.dinggate.model.LoginId;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The login transactions in the database; every method is one transaction. */
@ApplicationScoped
class LoginBook {

  /** What the cloud gives the site to redeem a ticket, after the person is done. */
  private static final Duration TO_REDEEM = Duration.ofSeconds(60);

  /** What the cloud gives the site to acknowledge a redeemed ticket. */
  private static final Duration TO_ACKNOWLEDGE = Duration.ofMinutes(5);

  private final LoginRepository repository;
  private final Users users;
  private final Sessions sessions;
  private final Sealer sealer;
  private final LoginConfig config;
  private final Clock clock;

  LoginBook(
      LoginRepository repository,
      Users users,
      Sessions sessions,
      Sealer sealer,
      LoginConfig config,
      Clock clock) {
    this.repository = repository;
    this.users = users;
    this.sessions = sessions;
    this.sealer = sealer;
    this.config = config;
    this.clock = clock;
  }

  /** Opens a login, unless too many are open: then {@code rate-limited}. */
  @Transactional
  void open(UUID id, String browserHash, String verifier, ReturnTo returnTo, String addressHash) {
    var now = now();
    repository.lockOpening();
    if (repository.open(now) >= config.maxOpen()
        || repository.openFrom(addressHash, now) >= config.maxOpenPerAddress()) {
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "Too many sign-ins are under way.",
          List.of(),
          Duration.ofMinutes(1),
          null);
    }
    var login = new LoginEntity();
    login.id = id;
    login.browserHash = browserHash;
    login.verifier = sealer.seal(context(id), verifier);
    login.returnTo = returnTo.path();
    login.addressHash = addressHash;
    login.state = LoginState.OPEN;
    login.createdAt = now;
    login.expiresAt = now.plus(config.lifetime()).plus(TO_REDEEM);
    repository.persist(login);
  }

  /** From now on the cloud's name finds the login. */
  @Transactional
  void name(UUID id, LoginId login) {
    repository.name(id, login);
  }

  /** Forgets a login that the cloud never began. */
  @Transactional
  void discard(UUID id) {
    repository.deleteById(id);
  }

  @Transactional
  Optional<Login> find(LoginId login) {
    return repository.named(login).map(this::snapshot);
  }

  /**
   * The login is done: its state, the user and the session are one commit. An earlier session of
   * the browser ends with it.
   *
   * @return false when the login was not open any more; then nothing was changed
   */
  @Transactional
  boolean finish(
      UUID id,
      String ticketHash,
      LoginResult result,
      String sessionToken,
      @Nullable String earlierToken) {
    if (!repository.finish(id, ticketHash, now())) {
      return false;
    }
    sessions.open(sessionToken, users.signedIn(result), id);
    if (earlierToken != null) {
      sessions.revoke(earlierToken);
    }
    return true;
  }

  /** The login came to nothing; a finished one stays finished. */
  @Transactional
  void kill(UUID id) {
    repository.kill(id, now());
  }

  /** The ticket was seen in the wrong hands: it opens nothing any more, in anybody's. */
  @Transactional
  void burn(UUID id) {
    repository.kill(id, now());
    repository.acknowledged(id, now());
  }

  /** The cloud knows that the login is done: its ticket cannot come again. */
  @Transactional
  void acknowledged(UUID id) {
    repository.acknowledged(id, now());
  }

  /** Forgets what ended before {@code time}. */
  @Transactional
  void sweep(Instant time) {
    repository.deleteExpiredBefore(time);
  }

  boolean isExpired(Login login) {
    return !now().isBefore(login.expiresAt());
  }

  boolean isRepeatable(Login login) {
    return login.repeatableUntil() != null && now().isBefore(login.repeatableUntil());
  }

  private Login snapshot(LoginEntity login) {
    return new Login(
        login.id,
        login.browserHash,
        sealer.open(context(login.id), login.verifier),
        new ReturnTo(login.returnTo),
        login.state,
        login.ticketHash,
        login.expiresAt,
        login.finishedAt == null || login.acknowledgedAt != null
            ? null
            : login.finishedAt.plus(TO_ACKNOWLEDGE));
  }

  private static String context(UUID id) {
    return "logins.verifier:" + id;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
