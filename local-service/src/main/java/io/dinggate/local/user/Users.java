package io.dinggate.local.user;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The users that this site knows. */
@ApplicationScoped
public class Users {

  private static final Logger LOG = Logger.getLogger(Users.class);
  private static final int PAGE = 20;

  /** One of so many departments of a corp is a good part of them. */
  private static final int GOOD_PART = 4;

  private final UserRepository repository;
  private final Departments departments;
  private final Event<UserLeft> leaving;
  private final Event<UserRetired> retired;
  private final Clock clock;

  Users(
      UserRepository repository,
      Departments departments,
      Event<UserLeft> leaving,
      Event<UserRetired> retired,
      Clock clock) {
    this.repository = repository;
    this.departments = departments;
    this.leaving = leaving;
    this.retired = retired;
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

  /**
   * Stores who has signed in, after {@link PersonCheck}; joins the caller's transaction, so that
   * user and session are one.
   *
   * @throws ApiException {@code user-not-in-corp} when she has left since DingTalk said who she is
   */
  @Transactional
  public User signedIn(LoginResult login) {
    var user = store(UserFacts.from(login));
    if (user.leftAt != null) {
      throw new ApiException(ErrorCode.USER_NOT_IN_CORP);
    }
    return user.toUser();
  }

  /**
   * Stores what a look-up told.
   *
   * @param askedAt when DingTalk was asked: whoever left since stays so
   */
  @Transactional
  public User lookedUp(DirectoryUser user, Instant askedAt) {
    return store(UserFacts.from(user, askedAt)).toUser();
  }

  /** Writes down that DingTalk does not know the user any more. She may come back. */
  @Transactional
  void left(User user) {
    if (repository.left(user.id(), now())) {
      LOG.infof("%s is not known to DingTalk any more", user.ref());
      leaving.fire(new UserLeft(user));
    }
  }

  /** Writes down that no app may see the user any more: she stays one, but nobody finds her. */
  @Transactional
  void hidden(User user) {
    repository.hidden(user.id(), now());
  }

  /** Which of those users are known here to have left. */
  public Set<UserRef> gone(Collection<UserRef> users) {
    return users.isEmpty() ? Set.of() : Set.copyOf(repository.gone(users));
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
        repository
            .search(UserQuery.of(search, corps, departments(search), after, limit + 1))
            .stream()
            .map(UserEntity::toUser)
            .toList();
    return found.size() <= limit
        ? new UserPage(found, null)
        : new UserPage(found.subList(0, limit), found.get(limit - 1).id().toString());
  }

  /** In which departments to search; null for all. */
  private UserQuery.@Nullable In departments(UserSearch search) {
    var id = search.departmentId();
    var corp = search.corp();
    if (id == null || corp == null) {
      return null;
    }
    if (!Boolean.TRUE.equals(search.subDepartments())) {
      return new UserQuery.In(List.of(id), false);
    }
    var ids = departments.withAllBelow(new DepartmentRef(corp, id));
    return new UserQuery.In(ids, (long) ids.size() * GOOD_PART >= departments.count(corp));
  }

  /** The apps that have named the user, when {@code app} has not; empty when nobody is known. */
  @Transactional
  List<AppId> namedOnlyByOthers(UserRef user, AppId app) {
    var apps = repository.appsNaming(user);
    return apps.contains(app) ? List.of() : apps;
  }

  /** Nobody is this user any more; whoever comes by its id is somebody else. */
  @Transactional
  void retire(UserRef user) {
    repository.lock(user);
    repository.holder(user).ifPresent(this::retire);
  }

  /**
   * Deletes at most {@code most} of those who were users no more before {@code time}, and answers
   * how many it were.
   */
  @Transactional
  int forget(Instant time, int most) {
    return repository.deleteGoneBefore(time, most);
  }

  /** One at a time for each user id, so that two who meet a new person at once make one row. */
  private UserEntity store(UserFacts facts) {
    repository.lock(facts.ref());
    repository.othersThan(facts).forEach(this::retire);
    var user = repository.upsert(facts, now());
    repository.rememberIdentity(user.id, facts);
    return user;
  }

  private void retire(UserEntity user) {
    user.formerSince = now();
    repository.flush();
    LOG.infof("%s of %s is nobody here any more", user.userId, user.corpId);
    retired.fire(new UserRetired(user.toUser()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
