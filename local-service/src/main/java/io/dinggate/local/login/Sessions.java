package io.dinggate.local.login;

import io.dinggate.local.feed.FeedAnswers;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.Clients;
import io.dinggate.local.platform.SessionSource;
import io.dinggate.local.user.User;
import io.dinggate.local.user.UserLeft;
import io.dinggate.local.user.UserRetired;
import io.dinggate.local.user.Users;
import io.dinggate.platform.Ids;
import io.dinggate.platform.keys.IndexKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of people. The database knows only a keyed hash of the token that the cookie
 * carries, so that a copy of it signs nobody in.
 */
@ApplicationScoped
public class Sessions implements SessionSource {

  /** A session's last use is written down no more often than this. */
  private static final Duration USE_GRAIN = Duration.ofMinutes(1);

  private final SessionRepository repository;
  private final Users users;
  private final Clients clients;
  private final IndexKey index;
  private final FeedAnswers feed;
  private final SessionConfig config;
  private final Clock clock;

  Sessions(
      SessionRepository repository,
      Users users,
      Clients clients,
      IndexKey index,
      FeedAnswers feed,
      SessionConfig config,
      Clock clock) {
    this.repository = repository;
    this.users = users;
    this.clients = clients;
    this.index = index;
    this.feed = feed;
    this.config = config;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Optional<SessionCaller> find(String token) {
    var now = now();
    var session = live(token, now);
    session
        .filter(found -> found.usedAt.plus(USE_GRAIN).isBefore(now))
        .ifPresent(found -> repository.used(found.id, now));
    return session.flatMap(
        found -> users.current(found.userRow).map(user -> caller(user, found.createdAt)));
  }

  @Override
  @Transactional
  public boolean isLive(String token) {
    return live(token, now()).isPresent();
  }

  /** Opens a session; {@code loginId} can have only one. Joins the caller's transaction. */
  @Transactional
  void open(String token, User user, @Nullable UUID loginId) {
    var now = now();
    var session = new SessionEntity();
    session.id = Ids.uuidV7();
    session.tokenHash = hash(token);
    session.userRow = user.id();
    session.loginId = loginId;
    session.createdAt = now;
    session.usedAt = now;
    session.expiresAt = now.plus(config.maxAge());
    repository.persist(session);
  }

  /** Ends the session of this token; nothing happens when there is none. */
  @Transactional
  void revoke(String token) {
    repository.revoke(hash(token), now());
  }

  /** Ends all sessions of a user, wherever they are. */
  @Transactional
  void revokeAllOf(User user) {
    repository.revokeAllOf(user.id(), now());
  }

  /** Whom DingTalk does not know any more is signed in nowhere. */
  void end(@Observes UserLeft left) {
    revokeAllOf(left.user());
  }

  /** Nobody is this user any more; what her sessions still listen to ends with them. */
  void end(@Observes UserRetired retired) {
    revokeAllOf(retired.user());
  }

  /** Forgets what ended before {@code time}. */
  @Transactional
  void sweep(Instant time) {
    repository.deleteEndedBefore(time, time.minus(config.idle()));
  }

  private Optional<SessionEntity> live(String token, Instant now) {
    return repository
        .live(hash(token), now, now.minus(config.idle()))
        .filter(session -> isVouchedFor(session, now));
  }

  /** Whether the cloud has spoken lately: by the sign-in, or by the feed, which tells who left. */
  private boolean isVouchedFor(SessionEntity session, Instant now) {
    var since = now.minus(config.offlineMax());
    return session.createdAt.isAfter(since) || feed.last().isAfter(since);
  }

  private SessionCaller caller(User user, Instant signedInAt) {
    return new SessionCaller(
        user.ref(), user.id(), user.name(), clients.isOperator(user.ref()), signedInAt);
  }

  private String hash(String token) {
    return index.of("sessions.token_hash", token);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
