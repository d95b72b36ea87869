package io.dinggate.cloud.directory;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks DingTalk about users, in the corps and by the apps of the calling site. */
@ApplicationScoped
class UserLookup {

  private final DingTalk dingTalk;
  private final AccessTokens tokens;

  UserLookup(DingTalk dingTalk, AccessTokens tokens) {
    this.dingTalk = dingTalk;
    this.tokens = tokens;
  }

  /**
   * By the id in the corp.
   *
   * @param named the app to ask by; null for the corp's default login app
   */
  DirectoryUser byUserId(CallingSite site, CorpId corp, UserId userId, @Nullable AppId named) {
    var app = site.loginApp(corp, named);
    return answer(app, corp, ask(app, corp, token -> dingTalk.user(token, userId)));
  }

  /** By what else identifies a person. */
  DirectoryUser find(CallingSite site, CorpId corp, FindUser request) {
    var app = site.loginApp(corp, request.app());
    var unionId = request.unionId();
    var mobile = request.mobile();
    if (unionId != null) {
      return answer(app, corp, byUnionId(app, corp, unionId));
    }
    if (mobile == null) {
      throw new IllegalArgumentException("a look-up by nothing passed validation");
    }
    return answer(app, corp, byMobile(app, corp, mobile));
  }

  private UserDetail byUnionId(App app, CorpId corp, UnionId unionId) {
    UserOfUnion found = ask(app, corp, token -> dingTalk.userByUnionId(token, unionId));
    if (found.external()) {
      throw new ApiException(
          ErrorCode.USER_NOT_FOUND, "The person is an external contact of the corp.");
    }
    return ask(app, corp, token -> dingTalk.user(token, found.userId()));
  }

  /** DingTalk offers it to internal apps only (S0063). */
  private UserDetail byMobile(App app, CorpId corp, String mobile) {
    if (app.kind() != AppKind.INTERNAL) {
      throw new ApiException(
          ErrorCode.LOOKUP_NOT_SUPPORTED, "Suites cannot look people up by mobile number.");
    }
    UserId userId = ask(app, corp, token -> dingTalk.userByMobile(token, mobile));
    return ask(app, corp, token -> dingTalk.user(token, userId));
  }

  private <T> T ask(App app, CorpId corp, Function<String, T> question) {
    try {
      return tokens.call(app, corp, question);
    } catch (DingTalkException e) {
      throw e.toProblem();
    }
  }

  private static DirectoryUser answer(App app, CorpId corp, UserDetail user) {
    return new DirectoryUser(
        corp,
        user.userId(),
        app.id(),
        user.unionId(),
        user.name(),
        user.avatar(),
        user.title(),
        user.departments(),
        user.active());
  }
}
