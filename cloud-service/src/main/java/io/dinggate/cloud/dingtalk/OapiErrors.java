package io.dinggate.cloud.dingtalk;

import io.dinggate.cloud.dingtalk.DingTalkFailure.AuthCodeRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.BadRequest;
import io.dinggate.cloud.dingtalk.DingTalkFailure.ContentRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.CorpNotAuthorized;
import io.dinggate.cloud.dingtalk.DingTalkFailure.CredentialsRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.IpNotListed;
import io.dinggate.cloud.dingtalk.DingTalkFailure.NotFound;
import io.dinggate.cloud.dingtalk.DingTalkFailure.OutOfScope;
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

/** The error codes of the older API (global error codes of open.dingtalk.com). */
final class OapiErrors {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Map<String, Kind> KINDS = kinds();

  private OapiErrors() {}

  /**
   * What stands behind a code.
   *
   * @param code {@code errcode}, or {@code sub_code} where the gateway has wrapped it
   * @param words all that DingTalk says about it
   */
  static DingTalkFailure failure(String code, String words, Clock clock) {
    return KINDS.getOrDefault(code, (any, _, _) -> new BadRequest(any)).of(code, words, clock);
  }

  private interface Kind {
    DingTalkFailure of(String code, String words, Clock clock);
  }

  private static Map<String, Kind> kinds() {
    var kinds = new HashMap<String, Kind>();
    put(kinds, (code, _, _) -> new TokenRejected(code), 40001, 40014, 42001);
    put(kinds, (code, _, _) -> new WrongCorp(code), 33001, 40013, 40089, 52010);
    put(
        kinds,
        (code, _, _) -> new CorpNotAuthorized(code),
        40079,
        41030,
        48004,
        50003,
        50005,
        70001,
        70003,
        70004);
    put(
        kinds,
        (code, _, _) -> new CredentialsRejected(code),
        40080,
        40082,
        40083,
        40088,
        40090,
        40096,
        42009,
        48003,
        853001,
        853002,
        853003,
        853004,
        900005);
    put(kinds, (code, _, _) -> new SuiteTicketRejected(code), 40085);
    put(kinds, (_, words, _) -> new PermissionMissing(ErrorText.permission(words)), 60011);
    put(kinds, (_, words, _) -> new IpNotListed(ErrorText.ip(words)), 60020);
    put(kinds, (code, _, _) -> new OutOfScope(code), 50002, 50004);
    put(
        kinds,
        (code, _, _) -> new NotFound(code),
        33012,
        40003,
        40031,
        40104, // no mobile number, so nobody's
        46004,
        60003,
        60111,
        60121);
    put(kinds, (code, _, _) -> new ContentRejected(code), 41049, 885001, 885006);
    put(
        kinds,
        (code, _, _) -> new AuthCodeRejected(code),
        40029,
        40078,
        40102,
        41007,
        42003,
        42007,
        42008);
    put(kinds, throttled(SECOND), 90001, 90002, 90003, 90004, 90018, 90019);
    // Per corp, per suite, or both; which of them count by the minute is not documented.
    put(
        kinds,
        throttled(MINUTE),
        41047,
        41048,
        90005,
        90006,
        90007,
        90008,
        90009,
        90010,
        90011,
        90012,
        90013,
        90014);
    put(kinds, (code, _, _) -> new QuotaExhausted(code), 90020);
    put(kinds, (code, _, _) -> new Unavailable(code), -1, 500, 400001);
    return Map.copyOf(kinds);
  }

  private static Kind throttled(Duration otherwise) {
    return (_, words, clock) -> new Throttled(ErrorText.untilEnd(words, clock, otherwise));
  }

  private static void put(Map<String, Kind> kinds, Kind kind, int... codes) {
    for (var code : codes) {
      kinds.put(Integer.toString(code), kind);
    }
  }
}
