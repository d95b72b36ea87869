package io.dinggate.cloud.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.cloud.dingtalk.AnswerReader.Failed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every signal of the platform's description, as both generations send it. */
class FailureTableTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T04:00:00Z"), ZoneOffset.UTC);

  private final OapiAnswers oapi = new OapiAnswers(CLOCK);
  private final ApiAnswers api = new ApiAnswers(CLOCK);

  @ParameterizedTest
  @CsvSource({
    "TokenRejected,40014 42001 40001",
    "WrongCorp,33001 40013 52010 40089",
    "CorpNotAuthorized,41030 48004 40079 50003 50005 70001 70003 70004",
    "CredentialsRejected,40080 40082 40083 40088 40090 40096 42009 48003 853001 853002 853003"
        + " 853004 900005",
    "SuiteTicketRejected,40085",
    "PermissionMissing,60011",
    "IpNotListed,60020",
    "OutOfScope,50002 50004",
    "NotFound,60121 33012 60111 40003 40031 40104 60003 46004",
    "ContentRejected,885001 885006 41049",
    "AuthCodeRejected,40078 40029 40102 42003 42007 42008 41007",
    "BadRequest,400002 40035 40038 34014 34016 41101 43001 43002 43004 43005 43007 43009 47001 404"
        + " 22 41001 40000 88 123456",
    "Throttled,90018 90019 90002 90001 90003 90004 90005 90006 90007 90008 90009 90010 90011 90012"
        + " 90013 90014 41047 41048",
    "QuotaExhausted,90020",
    "Unavailable,-1 400001 500"
  })
  void olderApi(String kind, String codes) {
    for (var code : List.of(codes.split(" ", -1))) {
      assertKind(oapi, 200, bare(code), kind);
      assertKind(oapi, 200, bare(code).replace(code, "\"" + code + "\""), kind);
      assertKind(oapi, 200, wrapped(code), kind);
      assertKind(oapi, 200, wrappedInWordsOnly(code), kind);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TokenRejected,400,InvalidAuthentication",
    "TokenRejected,400,invalidAccessToken",
    "TokenRejected,400,accesstoken.expired",
    "TokenRejected,400,token.notExisted",
    "TokenRejected,401,anything",
    "WrongCorp,400,invalidCorpId",
    "CorpNotAuthorized,400,invalidAuthInfo",
    "CorpNotAuthorized,400,orgNotAuthApp",
    "CorpNotAuthorized,400,orgNotExist",
    "CorpNotAuthorized,401,unauthorized.client",
    "CredentialsRejected,400,invalidSuiteKey",
    "CredentialsRejected,400,invalidClientIdOrSecret",
    "CredentialsRejected,400,invalid.client",
    "SuiteTicketRejected,400,invalidSuiteTicket",
    "SuiteTicketRejected,500,invalidSuiteTicket",
    "PermissionMissing,403,Forbidden.AccessDenied.AccessTokenPermissionDenied",
    "IpNotListed,403,Forbidden.AccessDenied.IpNotInWhiteList",
    "NotFound,404,invalidParameter.user.notFound",
    "AuthCodeRejected,400,invalidParameter.authCode.notFound",
    "AuthCodeRejected,409,invalidCode",
    "BadRequest,400,invalidParameter.corpId",
    "BadRequest,404,anything",
    "Throttled,403,Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
    "Throttled,403,Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi",
    "Throttled,403,Forbidden.AccessDenied.QpsLimitForApi",
    "Throttled,403,Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",
    "Throttled,403,Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi",
    "Throttled,429,systemBusy",
    "Throttled,429,anything",
    "Throttled,400,send.too.fast",
    "Throttled,400,request.too.fast",
    "Throttled,400,qps.exceed.limit",
    "QuotaExhausted,403,Forbidden.AccessDenied.ApiCountLimitForOrg",
    "Unavailable,500,unknownError",
    "Unavailable,500,server.error",
    "Unavailable,503,anything"
  })
  void newerApi(String kind, int status, String code) {
    var body = "{\"code\":\"%s\",\"requestid\":\"r-1\",\"message\":\"words\"}".formatted(code);

    assertKind(api, status, body, kind);
    assertKind(api, status, body.replace("\"code\"", "\"Code\""), kind);
  }

  @Test
  void successesOfBothAreRead() throws Failed {
    assertThat(oapi.read(new Answer(200, "{\"errcode\":0,\"a\":1}"), JsonNode.class).get("a"))
        .isNotNull();
    assertThat(oapi.read(new Answer(200, "{\"errcode\":\"0\"}"), JsonNode.class)).isNotNull();
    assertThat(oapi.read(new Answer(200, "{}"), JsonNode.class)).isNotNull();
    assertThat(api.read(new Answer(200, "{\"accessToken\":\"x\"}"), JsonNode.class)).isNotNull();
  }

  @Test
  void numbersAndBooleansMayComeAsTexts() throws Failed {
    var answer =
        oapi.read(
            new Answer(
                200,
                """
                {"errcode":"0","new":{},"result":{"userid":"u","unionid":"n","active":"true",
                 "dept_id_list":["4294967296",2],"unknown":[1]}}
                """),
            OapiWire.UserAnswer.class);

    assertThat(answer.result().active()).isTrue();
    assertThat(answer.result().departments()).containsExactly(4_294_967_296L, 2L);
  }

  @ParameterizedTest
  @CsvSource({
    "true,'{\"contact_type\":0,'",
    "true,'{\"contact_type\":\"0\",'",
    "false,'{\"contact_type\":1,'",
    "false,'{\"contact_type\":2,'",
    "false,'{\"contact_type\":null,'",
    "false,'{'"
  })
  void onlyWhoIsSaidToBeAnEmployeeIsOne(boolean employee, String contact) throws Failed {
    var answer =
        oapi.read(
            new Answer(200, "{\"errcode\":0,\"result\":" + contact + "\"userid\":\"u\"}}"),
            OapiWire.UserByUnionIdAnswer.class);

    assertThat(answer.result().employee()).isEqualTo(employee);
  }

  @Test
  void newApiPathThatTheOldHostAnsweredIsNoSuccess() {
    assertKind(api, 200, "{\"errcode\":404,\"errmsg\":\"请求的URI地址不存在\"}", "BadRequest");
  }

  @Test
  void permissionIsNamedByBoth() {
    assertThat(
            failure(
                oapi,
                200,
                """
                {"errcode":88,"sub_code":"60011","sub_msg":"应用尚未开通所需的权限：[qyapi_get_member]，\
                点击链接申请并开通即可：https://x{requiredScopes=[qyapi_get_member]}","errmsg":"x"}
                """))
        .isEqualTo(new DingTalkFailure.PermissionMissing("qyapi_get_member"));
    assertThat(
            failure(
                api,
                403,
                """
                {"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied","message":"x",
                 "accessdenieddetail":{"requiredScopes":["Contact.User.Read"]}}
                """))
        .isEqualTo(new DingTalkFailure.PermissionMissing("Contact.User.Read"));
    assertThat(
            failure(
                api,
                403,
                """
                {"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied","message":"x",
                 "accessdenieddetail":{"requiredScopes":[]}}
                """))
        .isEqualTo(new DingTalkFailure.PermissionMissing(null));
  }

  @Test
  void refusedAddressIsNamed() {
    var words = "ding talk error[subcode=60020,submsg=访问ip不在白名单之中,request ip=1.2.3.4 appKey(k)]";

    assertThat(failure(oapi, 200, "{\"errcode\":88,\"errmsg\":\"" + words + "\"}"))
        .isEqualTo(new DingTalkFailure.IpNotListed("1.2.3.4"));
  }

  @Test
  void endOfARestrictionIsReadAsShanghaiTime() {
    assertThat(throttledUntil("2026-11-22 12:00:42")).isEqualTo(Duration.ofSeconds(42));
    assertThat(throttledUntil("2026-11-22 11:00:00")).isEqualTo(Duration.ofSeconds(1));
    assertThat(throttledUntil("2027-11-22 12:00:00")).isEqualTo(Duration.ofHours(1));
    assertThat(throttledUntil("2026-13-45 99:00:00")).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Banned      | 200 | <!doctype html><html>访问被拒绝</html>",
        "Banned      | 405 | <html>",
        "Banned      | 200 | {\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\"}",
        "Unavailable | 502 | <html>Bad Gateway</html>",
        "Unavailable | 200 | not json",
        "Unavailable | 200 | [1,2]",
        "Unavailable | 200 | ''",
        "Unavailable | 500 | {\"errcode\":0}",
      })
  void bodiesThatAreNoAnswers(String kind, int status, String body) {
    assertKind(oapi, status, body, kind);
    if (status != 200 || !body.startsWith("{")) {
      assertKind(api, status, body, kind);
    }
  }

  @Test
  void missingBodyIsNoSuccess() {
    assertKind(oapi, 200, null, "Unavailable");
    assertKind(api, 503, null, "Unavailable");
    assertKind(api, 407, null, "BadRequest");
  }

  @Test
  void wordsOfDingTalkAreNotPassedOn() {
    var thrown =
        catchThrowableOfType(
            Failed.class,
            () ->
                oapi.read(
                    new Answer(
                        200,
                        "{\"errcode\":\"x y\",\"errmsg\":\"token abc\",\"request_id\":\"r1\"}"),
                    JsonNode.class));

    assertThat(thrown.in("call"))
        .hasMessageContaining("(request r1)")
        .hasMessageNotContaining("abc");
    assertThat(thrown.in("call").failure())
        .isEqualTo(new DingTalkFailure.BadRequest(AnswerReader.UNREADABLE));
  }

  @Test
  void onlyCallsThatMayHaveArrivedMayHaveTakenEffect() {
    assertThat(new DingTalkFailure.NoAnswer(true).mayHaveTakenEffect()).isTrue();
    assertThat(new DingTalkFailure.Unavailable("500").mayHaveTakenEffect()).isTrue();
    assertThat(new DingTalkFailure.NoAnswer(false).mayHaveTakenEffect()).isFalse();
    assertThat(new DingTalkFailure.Throttled(Duration.ofSeconds(1)).mayHaveTakenEffect()).isFalse();
  }

  private static String bare(String code) {
    return "{\"errcode\":%s,\"errmsg\":\"words\",\"request_id\":\"r-1\"}".formatted(code);
  }

  private static String wrapped(String code) {
    return "{\"errcode\":88,\"sub_code\":\"%s\",\"sub_msg\":\"words\",\"errmsg\":\"x\"}"
        .formatted(code);
  }

  private static String wrappedInWordsOnly(String code) {
    return "{\"errcode\":88,\"errmsg\":\"ding talk error[subcode=%s,submsg=words]\"}"
        .formatted(code);
  }

  private Duration throttledUntil(String end) {
    var failure =
        failure(
            oapi, 200, "{\"errcode\":90002,\"errmsg\":\"请求总次数超过 1200 次, 限制将在 " + end + " 结束\"}");
    return ((DingTalkFailure.Throttled) failure).retryAfter();
  }

  private static void assertKind(AnswerReader reader, int status, String body, String kind) {
    assertThat(failure(reader, status, body).getClass().getSimpleName())
        .as("%d %s", status, body)
        .isEqualTo(kind);
  }

  private static DingTalkFailure failure(AnswerReader reader, int status, String body) {
    return catchThrowableOfType(
            Failed.class, () -> reader.read(new Answer(status, body), JsonNode.class))
        .in("call")
        .failure();
  }
}
