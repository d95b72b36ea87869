package io.dinggate.local.testing;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.Corps;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The cloud's directory: knows the users that a test has put into it. */
public final class FakeDirectory {

  private final Map<UserRef, DirectoryUser> users = new ConcurrentHashMap<>();

  void reset() {
    users.clear();
  }

  /** From now on look-ups find this user. */
  public void put(DirectoryUser user) {
    users.put(new UserRef(user.corp(), user.userId()), user);
  }

  public Corps corps() {
    var app = new AppId("suite-a");
    return new Corps(
        List.of(
            new Corps.Corp(
                People.CORP,
                "Example",
                app,
                app,
                List.of(new Corps.App(app, Corps.AppKind.SUITE, Corps.AppState.AUTHORIZED)))));
  }

  public DirectoryUser user(CorpId corp, UserId userId, AppId app) {
    var user = users.get(new UserRef(corp, userId));
    if (user == null) {
      throw new ApiException(ErrorCode.USER_NOT_FOUND);
    }
    return user;
  }

  public DirectoryUser find(CorpId corp, FindUser request) {
    return users.values().stream()
        .filter(user -> user.corp().equals(corp) && user.unionId().equals(request.unionId()))
        .findFirst()
        .orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND));
  }
}
