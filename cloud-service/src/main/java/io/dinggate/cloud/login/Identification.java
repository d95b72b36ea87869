package io.dinggate.cloud.login;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.UserDetail;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.CorpId;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from DingTalk who signs in, and whether that person may: an employee, of a corp that
 * the site may work for, whom the app may see. Every refusal is an {@link ApiException} with a code
 * of its own; a code of DingTalk's is offered once, whatever happens.
 */
@ApplicationScoped
class Identification {

  private final DingTalk dingTalk;
  private final AccessTokens tokens;

  Identification(DingTalk dingTalk, AccessTokens tokens) {
    this.dingTalk = dingTalk;
    this.tokens = tokens;
  }

  /**
   * By the code of DingTalk's sign-in page.
   *
   * @param wanted the organisation insisted on; null when the person may choose among the site's
   */
  LoginUser bySignInPage(CallingSite site, App app, @Nullable CorpId wanted, String code) {
    return explained(
        () -> {
          var userToken = dingTalk.userToken(app, code);
          var corp = allowedCorp(site, app, wanted, userToken.corp());
          var profile = dingTalk.me(userToken);
          return employee(app, corp, profile.unionId(), profile.openId());
        });
  }

  /** By the code of a page inside DingTalk's client. */
  LoginUser byClient(App app, CorpId corp, String code) {
    return explained(
        () -> {
          var identity = tokens.call(app, corp, token -> dingTalk.inAppUser(token, code));
          var unionId = identity.unionId();
          var known =
              unionId != null
                  ? unionId
                  : tokens
                      .call(app, corp, token -> dingTalk.user(token, identity.userId()))
                      .unionId();
          var user = employee(app, corp, known, null);
          if (!user.userId().equals(identity.userId())) {
            throw new ApiException(
                ErrorCode.LOGIN_FAILED, "DingTalk names two users for one person");
          }
          return user;
        });
  }

  private static CorpId allowedCorp(
      CallingSite site, App app, @Nullable CorpId wanted, @Nullable CorpId chosen) {
    if (chosen == null) {
      throw new ApiException(ErrorCode.CORP_NOT_CHOSEN);
    }
    if (wanted != null && !wanted.equals(chosen)) {
      throw new ApiException(ErrorCode.CORP_NOT_ALLOWED, "Another corp was asked for.");
    }
    site.requireApp(chosen, app.id());
    return chosen;
  }

  private LoginUser employee(App app, CorpId corp, UnionId unionId, @Nullable OpenId openId) {
    var found = tokens.call(app, corp, token -> dingTalk.userByUnionId(token, unionId));
    if (found.external()) {
      throw new ApiException(ErrorCode.EXTERNAL_CONTACT);
    }
    UserDetail detail = tokens.call(app, corp, token -> dingTalk.user(token, found.userId()));
    if (!detail.unionId().equals(unionId) || !detail.userId().equals(found.userId())) {
      throw new ApiException(ErrorCode.LOGIN_FAILED, "DingTalk names two persons for one login");
    }
    return new LoginUser(
        corp, detail.userId(), unionId, openId, detail.name(), detail.avatar(), detail.title());
  }

  private static LoginUser explained(Supplier<LoginUser> steps) {
    try {
      return steps.get();
    } catch (DingTalkException e) {
      throw problem(e);
    }
  }

  /** In a login, an unknown person is somebody who has left, or whom the app may not see. */
  private static ApiException problem(DingTalkException failed) {
    return switch (failed.failure()) {
      case DingTalkFailure.NotFound _ -> refused(ErrorCode.USER_NOT_IN_CORP, failed);
      case DingTalkFailure.OutOfScope _ -> refused(ErrorCode.USER_NOT_VISIBLE, failed);
      default -> failed.toProblem();
    };
  }

  private static ApiException refused(ErrorCode code, DingTalkException cause) {
    return new ApiException(code, null, List.of(), null, cause);
  }
}
