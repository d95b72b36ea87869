package io.dinggate.local.user;

import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.login.LoginResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The users that this site knows. */
@ApplicationScoped
public class Users {

  private static final Logger LOG = Logger.getLogger(Users.class);
  private static final int PAGE = 20;

  private final UserRepository repository;
  private final Event<UserLeft> leaving;
  private final Clock clock;

  Users(UserRepository repository, Event<UserLeft> leaving, Clock clock) {
    this.repository = repository;
    this.leaving = leaving;
    this.clock = clock;
  }

  /** Who is {@code user} at present; empty when the site has never met the person. */
  @Transactional
  public Optional<User> find(UserRef user) {
    return repository.current(user).map(UserEntity::toUser);
  }

  /** Who the person is in that corp at present; empty when the site has never met her there. */
  @Transactional
  Optional<User> find(CorpId corp, UnionId unionId) {
    return repository.current(corp, unionId).map(UserEntity::toUser);
  }

  /** The user with the site's own id, a former one too. */
  @Transactional
  public Optional<User> find(UUID id) {
    return repository.findByIdOptional(id).map(UserEntity::toUser);
  }

  /** The user with the site's own id, unless she left or somebody else has taken the place. */
  @Transactional
  public Optional<User> current(UUID id) {
    return repository
        .findByIdOptional(id)
        .filter(user -> user.formerSince == null && user.leftAt == null)
        .map(UserEntity::toUser);
  }

  /** Stores who has signed in; joins the caller's transaction, so that user and session are one. */
  @Transactional
  public User signedIn(LoginResult login) {
    var user = store(UserFacts.from(login.user()));
    var openId = login.user().openId();
    if (openId != null) {
      repository.rememberOpenId(user.id(), login.app(), openId);
    }
    return user;
  }

  /** Stores what a look-up told. */
  @Transactional
  public User lookedUp(DirectoryUser user) {
    return store(UserFacts.from(user));
  }

  /** Writes down that DingTalk does not know the user any more. She may come back. */
  @Transactional
  void left(User user) {
    if (repository.left(user.id(), now())) {
      LOG.infof("%s is not known to DingTalk any more", user.ref());
      leaving.fire(new UserLeft(user));
    }
  }

  /**
   * Finds current users, a page at a time.
   *
   * @param corps in which alone to search; empty for all
   */
  @Transactional
  UserPage search(UserSearch search, Optional<Set<CorpId>> corps) {
    var limit = search.limit() == null ? PAGE : search.limit();
    var after = search.cursor() == null ? null : UUID.fromString(search.cursor());
    var found =
        repository.search(search, corps, after, limit + 1).stream()
            .map(UserEntity::toUser)
            .toList();
    return found.size() <= limit
        ? new UserPage(found, null)
        : new UserPage(found.subList(0, limit), found.get(limit - 1).id().toString());
  }

  private User store(UserFacts facts) {
    var now = now();
    return replaceAndStore(facts, now)
        // Somebody else with this user id was stored between the two statements: now she is seen.
        .or(() -> replaceAndStore(facts, now))
        .map(id -> facts.as(id, now))
        .orElseThrow(() -> new IllegalStateException("met two people as one user at once"));
  }

  private Optional<UUID> replaceAndStore(UserFacts facts, Instant now) {
    var retired = repository.retireOthers(facts, now);
    if (retired > 0) {
      LOG.infof("%s is another user now: %d kept as former", facts.ref(), retired);
    }
    return repository.upsert(facts, now);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
