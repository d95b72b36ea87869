package io.dinggate.local.user;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.model.AppId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a user id still means the person it meant, when an app names it for the first
 * time: union ids of two developers cannot be compared, so an app that has named the user before is
 * asked who that is today.
 */
@ApplicationScoped
public class PersonCheck {

  private static final Logger LOG = Logger.getLogger(PersonCheck.class);

  private final Users users;
  private final CloudGateway cloud;
  private final Clock clock;

  PersonCheck(Users users, CloudGateway cloud, Clock clock) {
    this.users = users;
    this.cloud = cloud;
    this.clock = clock;
  }

  /**
   * To be called before what {@code app} tells of {@code user} is stored, and outside of any
   * transaction. The other apps are asked in turn until one answers.
   *
   * @throws ApiException why none of the others could be asked; nothing was changed then
   */
  public void run(UserRef user, AppId app) {
    @Nullable ApiException unconfirmed = null;
    for (var other : users.namedOnlyByOthers(user, app)) {
      try {
        confirm(user, other);
        return;
      } catch (ApiException e) {
        LOG.warnf(
            "%s, named by %s now, cannot be confirmed by %s: %s", user, app, other, e.getMessage());
        unconfirmed = explained(e, other);
      }
    }
    if (unconfirmed != null) {
      throw unconfirmed;
    }
  }

  /** Only a user id that nobody has says that the person is gone; every other refusal may end. */
  private void confirm(UserRef user, AppId app) {
    try {
      var askedAt = clock.instant();
      users.lookedUp(cloud.user(user, app), askedAt);
    } catch (ApiException e) {
      if (e.code() != ErrorCode.USER_NOT_FOUND) {
        throw e;
      }
      users.retire(user);
    }
  }

  private static ApiException explained(ApiException problem, AppId app) {
    var why = problem.detail() == null ? problem.code().title() + "." : problem.detail();
    return new ApiException(
        problem.code(),
        ("This site knows the person by the app %s, which must say that it is still the same one:"
                + " %s If that app is gone for good, the operations guide says what to do.")
            .formatted(app, why),
        problem.violations(),
        problem.retryAfter(),
        problem);
  }
}
