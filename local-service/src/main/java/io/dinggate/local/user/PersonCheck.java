package io.dinggate.local.user;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.model.AppId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/**
 * Makes sure that a user id still means the person it meant, when an app names it for the first
 * time: union ids of two developers cannot be compared, so an app that has named the user before is
 * asked who that is today.
 */
@ApplicationScoped
public class PersonCheck {

  /** By that app nobody is found who could be the same. */
  private static final Set<ErrorCode> GONE =
      EnumSet.of(
          ErrorCode.USER_NOT_FOUND,
          ErrorCode.USER_NOT_VISIBLE,
          ErrorCode.APP_NOT_ALLOWED,
          ErrorCode.CORP_NOT_ALLOWED,
          ErrorCode.CORP_NOT_AUTHORIZED);

  private final Users users;
  private final CloudGateway cloud;

  PersonCheck(Users users, CloudGateway cloud) {
    this.users = users;
    this.cloud = cloud;
  }

  /**
   * To be called before what {@code app} tells of {@code user} is stored, and outside of any
   * transaction.
   *
   * @throws ApiException why the other app could not be asked; nothing was changed then
   */
  public void run(UserRef user, AppId app) {
    users.namedOnlyByAnother(user, app).ifPresent(other -> confirm(user, other));
  }

  private void confirm(UserRef user, AppId app) {
    try {
      users.lookedUp(cloud.user(user, app));
    } catch (ApiException e) {
      if (!GONE.contains(e.code())) {
        throw e;
      }
      users.retire(user);
    }
  }
}
