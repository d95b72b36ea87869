package io.dinggate.cloud.dingtalk;

import static java.util.Locale.ROOT;

import io.dinggate.cloud.dingtalk.DingTalkFailure.AuthCodeRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.BadRequest;
import io.dinggate.cloud.dingtalk.DingTalkFailure.CorpNotAuthorized;
import io.dinggate.cloud.dingtalk.DingTalkFailure.CredentialsRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.IpNotListed;
import io.dinggate.cloud.dingtalk.DingTalkFailure.NotFound;
import io.dinggate.cloud.dingtalk.DingTalkFailure.PermissionMissing;
import io.dinggate.cloud.dingtalk.DingTalkFailure.QuotaExhausted;
import io.dinggate.cloud.dingtalk.DingTalkFailure.SuiteTicketRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.Throttled;
import io.dinggate.cloud.dingtalk.DingTalkFailure.TokenRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.Unavailable;
import io.dinggate.cloud.dingtalk.DingTalkFailure.WrongCorp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The error codes of the newer API (global error codes of open.dingtalk.com). */
final class ApiErrors {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private static final Map<String, Kind> KINDS = kinds();

  private ApiErrors() {}

  /**
   * What stands behind a code.
   *
   * @param status of the answer; decides for codes that are not documented
   * @param words all that DingTalk says about it
   */
  static DingTalkFailure failure(int status, String code, String words, Clock clock) {
    var kind = KINDS.get(code.toLowerCase(ROOT));
    if (kind != null) {
      return kind.of(code, words, clock);
    }
    return switch (status) {
      case UNAUTHORIZED -> new TokenRejected(code);
      case TOO_MANY -> new Throttled(ErrorText.untilEnd(words, clock, SECOND));
      default -> status >= SERVER_ERROR ? new Unavailable(code) : new BadRequest(code);
    };
  }

  private interface Kind {
    DingTalkFailure of(String code, String words, Clock clock);
  }

  private static Map<String, Kind> kinds() {
    var kinds = new HashMap<String, Kind>();
    put(
        kinds,
        (code, _, _) -> new TokenRejected(code),
        "InvalidAuthentication",
        "invalidAccessToken",
        "accesstoken.expired",
        "token.notExisted",
        "invalidParameter.token.invalid");
    put(kinds, (code, _, _) -> new WrongCorp(code), "invalidCorpId");
    put(
        kinds,
        (code, _, _) -> new CorpNotAuthorized(code),
        "invalidAuthInfo",
        "orgNotAuthApp",
        "orgNotExist",
        "unauthorized.client");
    put(
        kinds,
        (code, _, _) -> new CredentialsRejected(code),
        "invalidSuiteKey",
        "invalidClientIdOrSecret",
        "invalid.client");
    put(kinds, (code, _, _) -> new SuiteTicketRejected(code), "invalidSuiteTicket");
    put(
        kinds,
        (_, words, _) -> new PermissionMissing(ErrorText.permission(words)),
        "Forbidden.AccessDenied.AccessTokenPermissionDenied");
    put(
        kinds,
        (_, words, _) -> new IpNotListed(ErrorText.ip(words)),
        "Forbidden.AccessDenied.IpNotInWhiteList");
    put(kinds, (code, _, _) -> new NotFound(code), "invalidParameter.user.notFound");
    put(
        kinds,
        (code, _, _) -> new AuthCodeRejected(code),
        "invalidParameter.authCode.notFound",
        "invalidCode");
    put(
        kinds,
        throttled(SECOND),
        "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
        "Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi",
        "Forbidden.AccessDenied.QpsLimitForApi",
        "systemBusy",
        "send.too.fast",
        "request.too.fast",
        "qps.exceed.limit");
    put(
        kinds,
        throttled(MINUTE),
        "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",
        "Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi");
    put(
        kinds,
        (code, _, _) -> new QuotaExhausted(code),
        "Forbidden.AccessDenied.ApiCountLimitForOrg");
    put(
        kinds,
        (code, _, _) -> new Unavailable(code),
        "unknownError",
        "server.error",
        "system.error");
    return Map.copyOf(kinds);
  }

  private static Kind throttled(Duration otherwise) {
    return (_, words, clock) -> new Throttled(ErrorText.untilEnd(words, clock, otherwise));
  }

  private static void put(Map<String, Kind> kinds, Kind kind, String... codes) {
    for (var code : codes) {
      kinds.put(code.toLowerCase(ROOT), kind);
    }
  }
}
