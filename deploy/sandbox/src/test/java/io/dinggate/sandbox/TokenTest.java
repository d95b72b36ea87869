package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.NO_AUTH;
import static io.dinggate.sandbox.DemoWorld.SUITE_KEY;
import static io.dinggate.sandbox.DemoWorld.SUITE_SECRET;
import static io.dinggate.sandbox.DemoWorld.SUITE_TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Calls calls = new Calls(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void userTokenTellsWhoSignedIn() {
    JsonNode tokens = Http.json(calls.exchange(calls.codeOf(EAST, "wangfang")));
    JsonNode me = Http.json(calls.me(tokens.path("accessToken").asText()));

    assertThat(tokens.path("corpId").asText()).isEqualTo(EAST);
    assertThat(tokens.path("expireIn").asLong()).isEqualTo(7200);
    assertThat(me.path("nick").asText()).isEqualTo("王芳");
    assertThat(me.path("unionId").asText()).isEqualTo("unVendorWangfangiE");
    assertThat(me.path("openId").asText()).isEqualTo("opSuiteWangfang");
    assertThat(me.path("mobile").asText()).isEqualTo("139****0001");
    assertThat(me.has("email")).isFalse();
  }

  @Test
  void refreshTokenIsReplacedWhenUsed() {
    String first =
        Http.json(calls.exchange(calls.codeOf(EAST, "wangfang"))).path("refreshToken").asText();

    JsonNode second = Http.json(refresh(first));

    assertThat(calls.me(second.path("accessToken").asText()).statusCode()).isEqualTo(200);
    assertThat(second.path("corpId").asText()).isEqualTo(EAST);
    assertThat(refresh(first).statusCode()).isEqualTo(400);
  }

  @Test
  void userTokenIsReadFromItsHeaderOnly() {
    String token =
        Http.json(calls.exchange(calls.codeOf(EAST, "wangfang"))).path("accessToken").asText();

    HttpResponse<String> bearer =
        Http.get(
            sandbox.apiUrl(),
            "/v1.0/contact/users/me?access_token=" + token,
            "Authorization",
            "Bearer " + token);

    assertThat(bearer.statusCode()).isEqualTo(400);
    assertThat(code(bearer)).isEqualTo("AuthenticationFailed.MissingParameter");
  }

  @Test
  void corpTokenIsNotAUserToken() {
    HttpResponse<String> answer = calls.me(calls.corpToken(EAST));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).isEqualTo("InvalidAuthentication");
  }

  @Test
  void userTokenExpires() {
    String token =
        Http.json(calls.exchange(calls.codeOf(EAST, "wangfang"))).path("accessToken").asText();
    sandbox.clock().advance(Duration.ofHours(2));

    assertThat(code(calls.me(token))).isEqualTo("InvalidAuthentication");
  }

  @Test
  void wrongSecretIsRefusedAndKeepsTheCode() {
    String authCode = calls.codeOf(EAST, "wangfang");

    HttpResponse<String> answer =
        Http.post(
            sandbox.apiUrl(),
            "/v1.0/oauth2/userAccessToken",
            "{\"clientId\":\"%s\",\"clientSecret\":\"x\",\"grantType\":\"authorization_code\",\"code\":\"%s\"}"
                .formatted(SUITE_KEY, authCode));

    assertThat(code(answer)).isEqualTo("invalidClientIdOrSecret");
    assertThat(calls.exchange(authCode).statusCode()).isEqualTo(200);
  }

  @Test
  void bodyThatIsNoObjectIsRefused() {
    HttpResponse<String> answer = Http.post(sandbox.apiUrl(), "/v1.0/oauth2/userAccessToken", "[1");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).startsWith("invalidParameter");
  }

  @Test
  void corpTokenIsNewAtEachFetch() {
    assertThat(calls.corpToken(EAST)).isNotEmpty().isNotEqualTo(calls.corpToken(EAST));
    assertThat(sandbox.journal().tokenCalls()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "suitedemokey00000001, suite-demo-secret-0001, dingnoauth000001, demo-suite-ticket-1, invalidAuthInfo",
    "suitedemokey00000001, suite-demo-secret-0001, dingeast00000001, an-old-ticket, invalidSuiteTicket",
    "suitedemokey00000001, wrong, dingeast00000001, demo-suite-ticket-1, invalidSuiteKey",
    "dingdemoappkey000001, internal-demo-secret-1, dingeast00000001, demo-suite-ticket-1, invalidSuiteKey"
  })
  void corpTokenNeedsKeySecretTicketAndAuthorisation(
      String key, String secret, String corpId, String ticket, String expected) {
    HttpResponse<String> answer =
        Http.post(
            sandbox.apiUrl(),
            "/v1.0/oauth2/corpAccessToken",
            "{\"suiteKey\":\"%s\",\"suiteSecret\":\"%s\",\"authCorpId\":\"%s\",\"suiteTicket\":\"%s\"}"
                .formatted(key, secret, corpId, ticket));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).isEqualTo(expected);
  }

  @Test
  void internalAppKeepsItsTokenWhileItIsValid() {
    String first = internalAppToken();
    sandbox.clock().advance(Duration.ofMinutes(90));
    String extended = calls.appToken();
    sandbox.clock().advance(Duration.ofMinutes(90));
    String stillTheSame = internalAppToken();
    sandbox.clock().advance(Duration.ofHours(2));

    assertThat(extended).isEqualTo(first).isEqualTo(stillTheSame);
    assertThat(internalAppToken()).isNotEqualTo(first);
  }

  @Test
  void wrongCredentialsOfAnInternalAppAreRefusedOnBothHosts() {
    HttpResponse<String> now =
        Http.post(
            sandbox.apiUrl(), "/v1.0/oauth2/accessToken", "{\"appKey\":\"a\",\"appSecret\":\"b\"}");
    HttpResponse<String> old = Http.get(sandbox.oapiUrl(), "/gettoken?appkey=a&appsecret=b");

    assertThat(code(now)).isEqualTo("invalidClientIdOrSecret");
    assertThat(old.statusCode()).isEqualTo(200);
    assertThat(Http.json(old).path("errcode").asInt()).isEqualTo(40096);
  }

  @ParameterizedTest
  @CsvSource({
    "dingeast00000001, suitedemokey00000001, suite-demo-secret-0001, client_credentials, 200, ''",
    "dingeast00000001, dingdemoappkey000001, internal-demo-secret-1, client_credentials, 200, ''",
    "dingeast00000001, suitedemokey00000001, wrong, client_credentials, 400, invalid.client",
    "dingeast00000001, suitedemokey00000001, suite-demo-secret-0001, password, 400, unsupported.grant.type",
    "dingnoauth000001, suitedemokey00000001, suite-demo-secret-0001, client_credentials, 401, unauthorized.client",
    "dingnorth0000001, dingdemoappkey000001, internal-demo-secret-1, client_credentials, 401, unauthorized.client",
    "dingnobody000001, suitedemokey00000001, suite-demo-secret-0001, client_credentials, 500, unknownError"
  })
  void unifiedTokenAnswersInSnakeCase(
      String corpId, String key, String secret, String grant, int status, String expected) {
    HttpResponse<String> answer =
        Http.post(
            sandbox.apiUrl(),
            "/v1.0/oauth2/" + corpId + "/token",
            "{\"client_id\":\"%s\",\"client_secret\":\"%s\",\"grant_type\":\"%s\"}"
                .formatted(key, secret, grant));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(code(answer)).isEqualTo(expected);
    assertThat(Http.json(answer).path("access_token").asText().isEmpty()).isEqualTo(status != 200);
  }

  @Test
  void suiteTokenOpensTheAuthorisationOfACorp() {
    JsonNode info = Http.json(authInfo(EAST));

    assertThat(info.at("/authAppInfo/agentList/0/agentId").asLong()).isEqualTo(770001);
    assertThat(info.at("/authAppInfo/agentList/0/appId").asLong()).isEqualTo(62282);
    assertThat(info.at("/authCorpInfo/corpName").asText()).isEqualTo("华东制造");
    assertThat(info.at("/authUserInfo/userId").asText()).isEqualTo("liwei");
  }

  @Test
  void authorisationOfOtherCorpsIsRefused() {
    assertThat(code(authInfo(NO_AUTH))).isEqualTo("orgNotAuthApp");
    assertThat(code(authInfo("dingnobody000001"))).isEqualTo("orgNotExist");
  }

  private HttpResponse<String> authInfo(String corpId) {
    String suiteToken =
        Http.json(
                Http.post(
                    sandbox.apiUrl(),
                    "/v1.0/oauth2/suiteAccessToken",
                    "{\"suiteKey\":\"%s\",\"suiteSecret\":\"%s\",\"suiteTicket\":\"%s\"}"
                        .formatted(SUITE_KEY, SUITE_SECRET, SUITE_TICKET)))
            .path("accessToken")
            .asText();
    return Http.get(
        sandbox.apiUrl(),
        "/v1.0/oauth2/apps/authInfo?authCorpId=" + corpId,
        "x-acs-dingtalk-access-token",
        suiteToken);
  }

  private HttpResponse<String> refresh(String refreshToken) {
    return Http.post(
        sandbox.apiUrl(),
        "/v1.0/oauth2/userAccessToken",
        "{\"clientId\":\"%s\",\"clientSecret\":\"%s\",\"grantType\":\"refresh_token\",\"refreshToken\":\"%s\"}"
            .formatted(SUITE_KEY, SUITE_SECRET, refreshToken));
  }

  private String internalAppToken() {
    return Http.json(
            Http.post(
                sandbox.apiUrl(),
                "/v1.0/oauth2/accessToken",
                "{\"appKey\":\"%s\",\"appSecret\":\"%s\"}"
                    .formatted(DemoWorld.APP_KEY, DemoWorld.APP_SECRET)))
        .path("accessToken")
        .asText();
  }

  private static String code(HttpResponse<String> answer) {
    return Http.json(answer).path("code").asText();
  }
}
