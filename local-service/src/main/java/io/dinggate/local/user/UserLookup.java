package io.dinggate.local.user;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds users of the site's corps: in its own books while they are fresh, else by asking DingTalk
 * through the cloud. When nobody can be asked the books are good enough; {@link User#asOf} says how
 * old they are. Of a corp that the app may not see the books say nothing. Every method refuses a
 * corp that is not the site's with {@code corp-not-allowed}.
 */
@ApplicationScoped
public class UserLookup {

  private final Users users;
  private final PersonCheck persons;
  private final CloudGateway cloud;
  private final ServedDirectories served;
  private final UserConfig config;
  private final Clock clock;

  UserLookup(
      Users users,
      PersonCheck persons,
      CloudGateway cloud,
      ServedDirectories served,
      UserConfig config,
      Clock clock) {
    this.users = users;
    this.persons = persons;
    this.cloud = cloud;
    this.served = served;
    this.config = config;
    this.clock = clock;
  }

  /** The user; {@code user-not-found} and the cloud's other refusals otherwise. */
  public User find(UserRef user) {
    served.requireOurs(user.corp());
    var known = served.isWithdrawn(user.corp()) ? Optional.<User>empty() : users.find(user);
    return known.filter(this::isFresh).orElseGet(() -> ask(user, known));
  }

  /** The user by union id or mobile; a mobile is not kept, so that DingTalk is always asked. */
  User find(CorpId corp, FindUser request) {
    served.requireOurs(corp);
    var unionId = request.unionId();
    var known =
        unionId == null || request.app() != null
            ? Optional.<User>empty()
            : users.find(corp, unionId).flatMap(this::still);
    var askedAt = clock.instant();
    return known.orElseGet(() -> store(cloud.find(corp, request), askedAt));
  }

  /** Users in the books, of the site's corps only. */
  UserPage search(UserSearch search) {
    var corp = search.corp();
    if (corp != null) {
      served.require(corp);
    }
    return users.search(search, served.ids());
  }

  /**
   * Stores what DingTalk has just told of a user, once it is sure who that is.
   *
   * @param askedAt when it was asked
   * @return whether the books said something else
   */
  boolean told(DirectoryUser user, Instant askedAt) {
    var before = users.find(new UserRef(user.corp(), user.userId()));
    var now = store(user, askedAt);
    return before.filter(now::saysTheSame).isEmpty();
  }

  /** Asks DingTalk about a user, however fresh the books are; afterwards they say the same. */
  Reread reread(UserRef user) {
    var known = users.find(user);
    var askedAt = clock.instant();
    DirectoryUser told;
    try {
      told = cloud.user(user, null);
    } catch (ApiException problem) {
      if (problem.code() == ErrorCode.USER_NOT_FOUND) {
        known.ifPresent(users::left);
      } else if (problem.code() == ErrorCode.USER_NOT_VISIBLE) {
        known.ifPresent(users::hidden);
      } else {
        throw problem;
      }
      return Reread.GONE;
    }
    store(told, askedAt);
    return known.isPresent() ? Reread.KNOWN : Reread.NEW;
  }

  private User ask(UserRef user, Optional<User> known) {
    var askedAt = clock.instant();
    DirectoryUser told;
    try {
      told = cloud.user(user, null);
    } catch (ApiException problem) {
      if (problem.code() == ErrorCode.USER_NOT_FOUND) {
        known.ifPresent(users::left);
      }
      return known.filter(_ -> isNoAnswer(problem)).orElseThrow(() -> problem);
    }
    try {
      return store(told, askedAt);
    } catch (ApiException unconfirmed) {
      return known.orElseThrow(() -> unconfirmed);
    }
  }

  /**
   * The same person as DingTalk knows it now; empty when she has the user id no more. Asked by user
   * id, which every app understands: her union id may be that of an app that is not asked.
   */
  private Optional<User> still(User known) {
    try {
      return Optional.of(find(known.ref())).filter(user -> user.id().equals(known.id()));
    } catch (ApiException e) {
      if (e.code() == ErrorCode.USER_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private User store(DirectoryUser told, Instant askedAt) {
    persons.run(new UserRef(told.corp(), told.userId()), told.app());
    return users.lookedUp(told, askedAt);
  }

  private boolean isFresh(User user) {
    return user.asOf().plus(config.freshFor()).isAfter(clock.instant());
  }

  /** Neither yes nor no: the cloud or DingTalk cannot answer at present. */
  private static boolean isNoAnswer(ApiException problem) {
    return problem.code().status() >= 500 || problem.code() == ErrorCode.RATE_LIMITED;
  }
}
