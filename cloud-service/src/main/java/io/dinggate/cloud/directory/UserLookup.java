package io.dinggate.cloud.directory;

import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.UserDetail;
import io.dinggate.cloud.dingtalk.UserOfUnion;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Asks DingTalk about users, in the corps and by the apps of the calling site. */
@ApplicationScoped
class UserLookup {

  private final DingTalk dingTalk;
  private final DirectoryCalls calls;

  UserLookup(DingTalk dingTalk, DirectoryCalls calls) {
    this.dingTalk = dingTalk;
    this.calls = calls;
  }

  /**
   * By the id in the corp.
   *
   * @param named the app to ask by; null for the corp's default login app
   */
  DirectoryUser byUserId(CallingSite site, CorpId corp, UserId userId, @Nullable AppId named) {
    var app = site.loginApp(corp, named);
    return answer(app.id(), corp, user(app, corp, userId));
  }

  /** By what else identifies a person. */
  DirectoryUser find(CallingSite site, CorpId corp, FindUser request) {
    var app = site.loginApp(corp, request.app());
    var unionId = request.unionId();
    var mobile = request.mobile();
    if (unionId != null) {
      return answer(app.id(), corp, byUnionId(app, corp, unionId));
    }
    if (mobile == null) {
      throw new IllegalArgumentException("a look-up by nothing passed validation");
    }
    return answer(app.id(), corp, byMobile(app, corp, mobile));
  }

  private UserDetail byUnionId(App app, CorpId corp, UnionId unionId) {
    UserOfUnion found =
        calls.ask(app, corp, "user/getbyunionid", token -> dingTalk.userByUnionId(token, unionId));
    if (found.external()) {
      throw new ApiException(
          ErrorCode.USER_NOT_FOUND, "The person is an external contact of the corp.");
    }
    return user(app, corp, found.userId());
  }

  /** DingTalk offers it to internal apps only. */
  private UserDetail byMobile(App app, CorpId corp, String mobile) {
    if (app.kind() != AppKind.INTERNAL) {
      throw new ApiException(
          ErrorCode.LOOKUP_NOT_SUPPORTED, "Suites cannot look people up by mobile number.");
    }
    UserId userId =
        calls.ask(app, corp, "user/getbymobile", token -> dingTalk.userByMobile(token, mobile));
    return user(app, corp, userId);
  }

  private UserDetail user(App app, CorpId corp, UserId userId) {
    return calls.ask(app, corp, "user/get", token -> dingTalk.user(token, userId));
  }

  /** What a site is told of a person. */
  static DirectoryUser answer(AppId app, CorpId corp, UserDetail user) {
    return new DirectoryUser(
        corp,
        user.userId(),
        app,
        user.unionId(),
        user.name(),
        user.avatar(),
        user.title(),
        user.departments(),
        user.active());
  }
}
