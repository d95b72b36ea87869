package io.dinggate.local.user;

import io.dinggate.model.UnionId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.login.LoginUser;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a login and a look-up tell alike. */
record UserFacts(
    UserRef ref, UnionId unionId, String name, @Nullable URI avatar, @Nullable String title) {

  static UserFacts from(LoginUser user) {
    return new UserFacts(
        new UserRef(user.corp(), user.userId()),
        user.unionId(),
        user.name(),
        user.avatar(),
        user.title());
  }

  static UserFacts from(DirectoryUser user) {
    return new UserFacts(
        new UserRef(user.corp(), user.userId()),
        user.unionId(),
        user.name(),
        user.avatar(),
        user.title());
  }

  User as(UUID id, Instant asOf) {
    return new User(id, ref, unionId, name, avatar, title, asOf);
  }

  @Override
  public String toString() {
    return "UserFacts[" + ref + "]";
  }
}
