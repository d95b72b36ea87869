package io.dinggate.local.user;

import io.dinggate.model.AppId;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.login.LoginResult;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a login and a look-up tell alike.
 *
 * @param app who tells it: the union id is its developer's, the open id its own
 * @param openId null when it is not told
 * @param departments null when they are not told
 * @param askedAt of when it tells: what was heard of the person since is not undone by it
 */
record UserFacts(
    UserRef ref,
    AppId app,
    UnionId unionId,
    @Nullable OpenId openId,
    String name,
    @Nullable URI avatar,
    @Nullable String title,
    @Nullable List<Long> departments,
    Instant askedAt) {

  static UserFacts from(LoginResult login) {
    var user = login.user();
    return new UserFacts(
        new UserRef(user.corp(), user.userId()),
        login.app(),
        user.unionId(),
        user.openId(),
        user.name(),
        user.avatar(),
        user.title(),
        null,
        login.authenticatedAt());
  }

  static UserFacts from(DirectoryUser user, Instant askedAt) {
    return new UserFacts(
        new UserRef(user.corp(), user.userId()),
        user.app(),
        user.unionId(),
        null,
        user.name(),
        user.avatar(),
        user.title(),
        user.departments(),
        askedAt);
  }

  @Override
  public String toString() {
    return "UserFacts[" + ref + "]";
  }
}
