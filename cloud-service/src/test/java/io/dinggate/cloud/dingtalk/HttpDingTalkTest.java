package io.dinggate.cloud.dingtalk;

import static io.dinggate.cloud.testing.Apps.EAST;
import static io.dinggate.cloud.testing.Apps.HR;
import static io.dinggate.cloud.testing.Apps.NEVER_INSTALLED;
import static io.dinggate.cloud.testing.Apps.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class HttpDingTalkTest {

  private static final String USER_PATH = "/topapi/v2/user/get";
  private static final String SEND_PATH = "/topapi/message/corpconversation/asyncsend_v2";
  private static final UserId WANGFANG = new UserId("wangfang");

  @Inject DingTalk dingTalk;
  @Inject Registry registry;

  Sandbox sandbox;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  private App suite;
  private App internal;

  @BeforeEach
  void findApps() {
    sandbox.reset();
    suite = registry.snapshot().app(SUITE).orElseThrow();
    internal = registry.snapshot().app(HR).orElseThrow();
  }

  @AfterEach
  void clearFaults() {
    sandbox.faults().clear();
  }

  @Test
  void codeOfTheSignInPageLeadsToThePersonAndTheCorp() {
    var token = dingTalk.userToken(suite, signInCode());

    assertThat(token.corp()).isEqualTo(EAST);
    var profile = dingTalk.me(token);
    assertThat(profile.unionId()).isEqualTo(new UnionId("unVendorWangfangiE"));
    assertThat(profile.openId().value()).isEqualTo("opSuiteWangfang");
    assertThat(profile.nick()).isEqualTo("王芳");
  }

  @Test
  void codeServesOnce() {
    var code = signInCode();
    dingTalk.userToken(suite, code);

    assertFails(() -> dingTalk.userToken(suite, code), DingTalkFailure.AuthCodeRejected.class);
  }

  @Test
  void suiteGetsATokenThatServesTheCorp() {
    var token = corpToken();

    var user = dingTalk.userByUnionId(token, new UnionId("unVendorWangfangiE"));
    assertThat(user).isEqualTo(new UserOfUnion(WANGFANG, false));
    var detail = dingTalk.user(token, WANGFANG);
    assertThat(detail.name()).isEqualTo("王芳");
    assertThat(detail.title()).isEqualTo("质检员");
    assertThat(detail.departments()).containsExactly(4L);
    assertThat(detail.unionId()).isEqualTo(new UnionId("unVendorWangfangiE"));
  }

  @Test
  void externalContactIsToldApart() {
    assertThat(dingTalk.userByUnionId(corpToken(), new UnionId("unVendorChenextiE")).external())
        .isTrue();
  }

  @Test
  void corpThatNeverInstalledTheSuiteIsNotAuthorized() {
    assertFails(
        () -> dingTalk.corpToken(suite, NEVER_INSTALLED, ticket()),
        DingTalkFailure.CorpNotAuthorized.class);
    assertFails(
        () -> dingTalk.authInfo(suite, NEVER_INSTALLED, ticket()),
        DingTalkFailure.CorpNotAuthorized.class);
  }

  @Test
  void staleSuiteTicketIsToldApart() {
    assertFails(
        () -> dingTalk.corpToken(suite, EAST, "stale"), DingTalkFailure.SuiteTicketRejected.class);
  }

  @Test
  void authorisationNamesCorpAndAgent() {
    var info = dingTalk.authInfo(suite, EAST, ticket());

    assertThat(info.corpName()).isEqualTo("华东制造");
    assertThat(info.agents()).containsExactly(new AuthInfo.Agent(770001, 62282L));
  }

  @Test
  void signatureWithEveryBase64CharacterArrivesWhole() {
    for (var i = 0; i < 20; i++) {
      assertThat(dingTalk.authInfo(suite, EAST, ticket()).corp()).isEqualTo(EAST);
    }
  }

  @Test
  void internalAppFindsPeopleByMobile() {
    assertThat(dingTalk.userByMobile(appToken(), "13900000001")).isEqualTo(WANGFANG);
    assertFails(
        () -> dingTalk.userByMobile(appToken(), "13999999999"), DingTalkFailure.NotFound.class);
  }

  @Test
  void inAppCodeLeadsToTheUser() {
    var code = sandbox.inAppCode("internal-hr", EAST.value(), "wangfang");

    var identity = dingTalk.inAppUser(appToken(), code);

    assertThat(identity.userId()).isEqualTo(WANGFANG);
    assertThat(identity.unionId()).isEqualTo(new UnionId("unEastWangfangiE"));
    assertFails(() -> dingTalk.inAppUser(appToken(), code), DingTalkFailure.AuthCodeRejected.class);
  }

  @Test
  void internalAppSendsToSeveralPeople() {
    var task = send();

    var sent = sandbox.awaitMessages(1, Duration.ofSeconds(10)).getFirst();
    assertThat(sent.taskId()).isEqualTo(task);
  }

  @Test
  void suiteSendsATemplate() {
    var task =
        dingTalk.sendTemplate(
            corpToken(),
            770001,
            "tpl-notice-1",
            List.of(WANGFANG),
            Map.of("title", "一", "content", "二"));

    assertThat(sandbox.awaitMessages(1, Duration.ofSeconds(10)).getFirst().taskId())
        .isEqualTo(task);
  }

  @Test
  void peopleWhoLeftOrAreHiddenAreToldApart() {
    assertFails(() -> user("zhaoleft"), DingTalkFailure.NotFound.class);
    assertThat(failure(() -> user("sunhidden")))
        .isInstanceOfAny(DingTalkFailure.OutOfScope.class, DingTalkFailure.NotFound.class);
  }

  @Test
  void wrongTokenIsRejectedByBothGenerations() {
    assertFails(() -> dingTalk.user("no-token", WANGFANG), DingTalkFailure.TokenRejected.class);
    assertFails(
        () -> dingTalk.me(new UserToken("no-token", null)), DingTalkFailure.TokenRejected.class);
  }

  @Test
  void permissionAndAddressAreNamed() {
    var token = corpToken();
    sandbox.faults().permissionMissingNext(USER_PATH, 1, "qyapi_get_member");
    assertThat(failure(() -> dingTalk.user(token, WANGFANG)))
        .isEqualTo(new DingTalkFailure.PermissionMissing("qyapi_get_member"));

    sandbox.faults().permissionMissingNext("/v1.0/contact/users/me", 1, "Contact.User.Read");
    assertThat(failure(() -> dingTalk.me(new UserToken("any", null))))
        .isEqualTo(new DingTalkFailure.PermissionMissing("Contact.User.Read"));

    sandbox.faults().ipNotListedNext(USER_PATH, 1);
    assertThat(failure(() -> dingTalk.user(token, WANGFANG)))
        .isEqualTo(new DingTalkFailure.IpNotListed("127.0.0.1"));
  }

  @Test
  void banPageAndItsJsonAreBans() {
    var token = corpToken();
    sandbox.faults().banPageNext(USER_PATH, 1);
    sandbox.faults().status1111Next(USER_PATH, 1);

    assertFails(() -> dingTalk.user(token, WANGFANG), DingTalkFailure.Banned.class);
    assertFails(() -> dingTalk.user(token, WANGFANG), DingTalkFailure.Banned.class);
    assertThat(dingTalk.user(token, WANGFANG).userId()).isEqualTo(WANGFANG);
  }

  @Test
  void throttlingIsToldByBothGenerations() {
    sandbox.faults().throttleNext(USER_PATH, 1);
    sandbox.faults().throttleNext("/v1.0/oauth2/accessToken", 1);

    assertFails(() -> dingTalk.user("any", WANGFANG), DingTalkFailure.Throttled.class);
    assertFails(() -> dingTalk.appToken(internal), DingTalkFailure.Throttled.class);
  }

  @Test
  void lostAnswerOfASendMayHaveTakenEffectAndIsNotRepeated() {
    sandbox.faults().dropAfterSend(1);

    var failure = failure(this::send);

    assertThat(failure).isEqualTo(new DingTalkFailure.NoAnswer(true));
    assertThat(failure.mayHaveTakenEffect()).isTrue();
    assertThat(sandbox.journal().calls(SEND_PATH)).isEqualTo(1);
  }

  @Test
  void exceptionsHoldNoSecretAndNoUrl() {
    var token = corpToken();
    sandbox.faults().cutNext(USER_PATH, 1);
    sandbox.faults().errcodeNext(USER_PATH, 1, 41001, "缺少参数 access_token=" + token);
    sandbox.faults().banPageNext(USER_PATH, 1);

    for (var i = 0; i < 3; i++) {
      var thrown =
          catchThrowableOfType(DingTalkException.class, () -> dingTalk.user(token, WANGFANG));
      var text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text, true));
      thrown.toProblem().printStackTrace(new PrintWriter(text, true));
      assertThat(text.toString())
          .contains("v2/user/get")
          .doesNotContain(token, "http://", suite.clientSecret());
    }
  }

  @Test
  void metricsCountCallsAndHoldNoToken() {
    var token = corpToken();
    dingTalk.user(token, WANGFANG);

    var metrics = RestAssured.get(management + "metrics").asString();

    assertThat(metrics)
        .contains("dinggate_dingtalk_calls", "call=\"v2/user/get\"", "outcome=\"ok\"")
        .doesNotContain(token, "access_token");
  }

  private String signInCode() {
    var page =
        URI.create(
            sandbox.loginUrl()
                + "/oauth2/auth?response_type=code&prompt=consent&scope=openid%20corpid&state=s"
                + "&client_id="
                + suite.clientId()
                + "&redirect_uri="
                + URLEncoder.encode(
                    CloudWorld.PUBLIC_URL + "/login/callback", StandardCharsets.UTF_8));
    var back = sandbox.consent(page, EAST.value(), "wangfang").getQuery();
    var code = Pattern.compile("(?:auth)?[cC]ode=([^&]+)").matcher(back);
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private String ticket() {
    return sandbox.world().suite("suite-main").suiteTicket();
  }

  private String corpToken() {
    return dingTalk.corpToken(suite, EAST, ticket()).value();
  }

  private String appToken() {
    return dingTalk.appToken(internal).value();
  }

  private UserDetail user(String userId) {
    return dingTalk.user(corpToken(), new UserId(userId));
  }

  private long send() {
    return dingTalk.send(appToken(), 990001, List.of(WANGFANG, new UserId("liwei")), textMessage());
  }

  private static Map<String, Object> textMessage() {
    return Map.of("msgtype", "text", "text", Map.of("content", "你好"));
  }

  private static DingTalkFailure failure(ThrowingCallable call) {
    return catchThrowableOfType(DingTalkException.class, call).failure();
  }

  private static void assertFails(
      ThrowingCallable call, Class<? extends DingTalkFailure> expected) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DingTalkException.class, e -> assertThat(e.failure()).isInstanceOf(expected));
  }
}
