package io.dinggate.local.login;

import io.dinggate.local.user.User;
import io.dinggate.local.user.Users;
import io.dinggate.model.login.LoginResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** Stores a sign-in that has no transaction of its own: user and session in one commit. */
@ApplicationScoped
class InAppSessions {

  private final Users users;
  private final Sessions sessions;

  InAppSessions(Users users, Sessions sessions) {
    this.users = users;
    this.sessions = sessions;
  }

  @Transactional
  User open(LoginResult result, String token, @Nullable String earlierToken) {
    var user = users.signedIn(result);
    sessions.open(token, user, null);
    if (earlierToken != null) {
      sessions.revoke(earlierToken);
    }
    return user;
  }
}
