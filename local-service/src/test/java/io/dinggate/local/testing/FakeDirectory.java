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
import java.util.concurrent.CopyOnWriteArrayList;

/** The cloud's directory: knows the users that a test has put into it. */
public final class FakeDirectory {

  private final List<CorpId> corps = new CopyOnWriteArrayList<>();
  private final Map<UserRef, DirectoryUser> users = new ConcurrentHashMap<>();

  void reset() {
    users.clear();
    corps.clear();
    corps.add(People.CORP);
  }

  /** From now on the site has this corp, too. */
  public void putCorp(CorpId corp) {
    corps.add(corp);
  }

  /** From now on look-ups find this user. */
  public void put(DirectoryUser user) {
    users.put(new UserRef(user.corp(), user.userId()), user);
  }

  /** One corp a page. */
  public Corps corps(CorpId cursor) {
    var index = cursor == null ? 0 : corps.indexOf(cursor) + 1;
    var corp = corps.get(index);
    return new Corps(List.of(corp(corp)), index + 1 < corps.size() ? corp : null);
  }

  private static Corps.Corp corp(CorpId corp) {
    var app = new AppId("suite-a");
    var state = new Corps.App(app, Corps.AppKind.SUITE, Corps.AppState.AUTHORIZED);
    return new Corps.Corp(corp, "Example", app, app, List.of(state));
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
