package io.dinggate.cloud.login;

import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.InAppIdentity;
import io.dinggate.cloud.dingtalk.Profile;
import io.dinggate.cloud.dingtalk.UserDetail;
import io.dinggate.cloud.dingtalk.UserOfUnion;
import io.dinggate.cloud.dingtalk.UserToken;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.Sites;
import io.dinggate.cloud.testing.NoDingTalk;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** DingTalk that knows one person of corp East, answers as told, and remembers what was called. */
final class ScriptedDingTalk extends NoDingTalk {

  final List<String> calls = new ArrayList<>();

  UserToken token = new UserToken("user-token", Sites.EAST);
  UserOfUnion ofUnion = new UserOfUnion(new UserId("wangfang"), false);
  InAppIdentity inApp = new InAppIdentity(new UserId("wangfang"), new UnionId("unWang"));
  UserDetail detail =
      new UserDetail(
          new UserId("wangfang"), new UnionId("unWang"), "王芳", null, "质检员", List.of(4L), true);

  private final Map<String, DingTalkFailure> failures = new HashMap<>();

  /** From now on this call fails so, and no other does. */
  void failing(String call, DingTalkFailure failure) {
    failures.clear();
    failures.put(call, failure);
  }

  private <T> T answer(String call, T answer) {
    calls.add(call);
    var failure = failures.get(call);
    if (failure != null) {
      throw new DingTalkException(call, failure);
    }
    return answer;
  }

  @Override
  public UserToken userToken(App app, String code) {
    return answer("userToken", token);
  }

  @Override
  public Profile me(UserToken userToken) {
    return answer("me", new Profile(new UnionId("unWang"), new OpenId("opWang"), "fang", null));
  }

  @Override
  public UserOfUnion userByUnionId(String corpToken, UnionId unionId) {
    return answer("userByUnionId", ofUnion);
  }

  @Override
  public UserDetail user(String corpToken, UserId userId) {
    return answer("user", detail);
  }

  @Override
  public InAppIdentity inAppUser(String corpToken, String code) {
    return answer("inAppUser", inApp);
  }
}
