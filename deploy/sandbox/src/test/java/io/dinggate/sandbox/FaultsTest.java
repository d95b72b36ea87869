package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.SUITE;
import static io.dinggate.sandbox.DemoWorld.SUITE_TICKET;
import static io.dinggate.sandbox.fault.Faults.EVERY_PATH;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.fault.TokenSignal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String USER = "/topapi/v2/user/get";
  private static final String ME = "/v1.0/contact/users/me";
  private static final String CORP_TOKEN = "/v1.0/oauth2/corpAccessToken";
  private static final String SEND = "/topapi/message/corpconversation/asyncsend_v2";

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Calls calls = new Calls(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void throttlingEndsAfterItsCalls() {
    String token = calls.corpToken(EAST);
    sandbox.faults().throttleNext(USER, 2);

    assertThat(user(token).path("sub_code").asText()).isEqualTo("90018");
    assertThat(user(token).path("errcode").asInt()).isEqualTo(88);
    assertThat(user(token).path("errcode").asInt()).isZero();
  }

  @Test
  void throttlingAtTheNewHostIsForbidden() {
    sandbox.faults().throttleNext(CORP_TOKEN, 1);

    HttpResponse<String> answer = calls.corpAccessToken(EAST, SUITE_TICKET);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(code(answer)).isEqualTo("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi");
    assertThat(sandbox.journal().tokenCalls()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "BARE_40014, 40014, ''",
    "BARE_42001, 42001, ''",
    "BARE_40001, 40001, ''",
    "WRAPPED_40014, 88, 40014",
    "WRAPPED_42001, 88, 42001",
    "WRAPPED_40001, 88, 40001"
  })
  void goodTokenIsRejectedInEveryWayOfTheOldHost(TokenSignal signal, int errcode, String subCode) {
    String token = calls.corpToken(EAST);
    sandbox.faults().rejectToken(USER, 1, signal);

    JsonNode answer = user(token);

    assertThat(answer.path("errcode").asInt()).isEqualTo(errcode);
    assertThat(answer.path("sub_code").asText()).isEqualTo(subCode);
    assertThat(user(token).path("errcode").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_AUTHENTICATION, 400, InvalidAuthentication",
    "INVALID_ACCESS_TOKEN, 400, invalidAccessToken",
    "ACCESSTOKEN_EXPIRED, 400, accesstoken.expired",
    "TOKEN_NOT_EXISTED, 400, token.notExisted",
    "UNAUTHORIZED, 401, Unauthorized"
  })
  void goodTokenIsRejectedInEveryWayOfTheNewHost(TokenSignal signal, int status, String code) {
    String token = userToken();
    sandbox.faults().rejectToken(EVERY_PATH, 1, signal);
    user(calls.appToken()); // the old host does not use up a fault of the new one

    HttpResponse<String> answer = calls.me(token);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(code(answer)).isEqualTo(code);
    assertThat(calls.me(token).statusCode()).isEqualTo(200);
  }

  @Test
  void revokedTokensAreUnknown() {
    String east = calls.corpToken(EAST);
    String north = calls.corpToken(DemoWorld.NORTH);
    sandbox.revokeTokens(SUITE, EAST);

    assertThat(user(east).path("sub_code").asText()).isEqualTo("40014");
    assertThat(calls.oapi(USER, north, "{\"userid\":\"zhangsan\"}").path("errcode").asInt())
        .isZero();
    sandbox.revokeTokens(SUITE, null);
    assertThat(calls.oapi(USER, north, "{\"userid\":\"zhangsan\"}").path("sub_code").asText())
        .isEqualTo("40014");
  }

  @Test
  void addressThatIsNotListedIsNamed() {
    sandbox.faults().ipNotListedNext(EVERY_PATH, 2);

    JsonNode old = user("any");
    HttpResponse<String> now = calls.me("any");

    assertThat(old.path("sub_code").asText()).isEqualTo("60020");
    assertThat(old.path("errmsg").asText()).contains("request ip=127.0.0.1");
    assertThat(now.statusCode()).isEqualTo(403);
    assertThat(code(now)).isEqualTo("Forbidden.AccessDenied.IpNotInWhiteList");
  }

  @Test
  void missingPermissionIsNamed() {
    sandbox.faults().permissionMissingNext(USER, 1, "qyapi_get_member");
    sandbox.faults().permissionMissingNext(ME, 1, "Contact.User.Read");

    JsonNode old = user("any");
    HttpResponse<String> now = calls.me("any");

    assertThat(old.path("sub_code").asText()).isEqualTo("60011");
    assertThat(old.path("sub_msg").asText()).contains("[qyapi_get_member]", "requiredScopes=");
    assertThat(now.statusCode()).isEqualTo(403);
    assertThat(Http.json(now).at("/accessdenieddetail/requiredScopes/0").asText())
        .isEqualTo("Contact.User.Read");
  }

  @Test
  void bannedAddressGetsAPageOrStatus1111() {
    sandbox.faults().banPageNext(USER, 1);
    sandbox.faults().status1111Next(USER, 1);

    HttpResponse<String> page = Http.post(sandbox.oapiUrl(), USER, "{}");
    JsonNode json = Http.json(Http.post(sandbox.oapiUrl(), USER, "{}"));

    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.body()).startsWith("<!doctype html>");
    assertThat(json.path("status").asInt()).isEqualTo(1111);
  }

  @Test
  void anyErrorCanBeAskedFor() {
    sandbox.faults().errcodeNext(USER, 1, 90002, "bare");
    sandbox.faults().wrappedErrcodeNext(USER, 1, 90020, "wrapped");
    sandbox.faults().errorNext(ME, 1, 429, "systemBusy", "later");

    assertThat(user("any").path("errcode").asInt()).isEqualTo(90002);
    assertThat(user("any").path("sub_code").asText()).isEqualTo("90020");
    assertThat(calls.me("any").statusCode()).isEqualTo(429);
  }

  @Test
  void faultOfAnUnknownPathOrTheOtherHostIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sandbox.faults().throttleNext("/topapi/v2/user/gett", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sandbox.faults().errcodeNext(ME, 1, 1, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sandbox.faults().errorNext(USER, 1, 500, "a", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sandbox.faults().rejectToken(ME, 1, TokenSignal.BARE_40014));
  }

  @Test
  void droppedSendIsRecordedButNotAnswered() {
    String token = calls.appToken();
    sandbox.faults().dropAfterSend(1);

    assertThatThrownBy(() -> send(token)).isInstanceOf(Http.ConnectionCut.class);
    assertThat(sandbox.messages()).hasSize(1);
    assertThat(send(token).path("errcode").asInt()).isZero();
    assertThat(sandbox.messages()).hasSize(2);
  }

  @Test
  void cutCallHasNoEffect() {
    String token = calls.appToken();
    sandbox.faults().cutNext(SEND, 1);

    assertThatThrownBy(() -> send(token)).isInstanceOf(Http.ConnectionCut.class);
    assertThat(sandbox.messages()).isEmpty();
    assertThat(sandbox.journal().sendCalls()).isEqualTo(1);
  }

  @Test
  void heldCallHasNoEffectUntilReleased()
      throws ExecutionException, InterruptedException, TimeoutException {
    String token = calls.appToken();
    sandbox.faults().hold(SEND);
    CompletableFuture<JsonNode> answer = CompletableFuture.supplyAsync(() -> send(token));

    sandbox.faults().awaitHeld(SEND, 1, PATIENCE);
    assertThat(sandbox.messages()).isEmpty();
    sandbox.faults().release(SEND);

    assertThat(answer.get(30, SECONDS).path("errcode").asInt()).isZero();
  }

  @Test
  void heldAnswerComesAfterTheEffect()
      throws ExecutionException, InterruptedException, TimeoutException {
    String token = calls.appToken();
    sandbox.faults().holdAnswer(SEND);
    CompletableFuture<JsonNode> answer = CompletableFuture.supplyAsync(() -> send(token));

    sandbox.faults().awaitHeld(SEND, 1, PATIENCE);
    assertThat(sandbox.messages()).hasSize(1);
    assertThat(answer).isNotDone();
    sandbox.faults().release(SEND);

    assertThat(answer.get(30, SECONDS).path("errcode").asInt()).isZero();
  }

  @Test
  void delayedCallIsAnsweredLater()
      throws ExecutionException, InterruptedException, TimeoutException {
    sandbox.faults().delay(ME, Duration.ofHours(1));
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> calls.me("any"));

    sandbox.journal().awaitCalls(ME, 1, PATIENCE);
    assertThat(answer).isNotDone();
    sandbox.faults().clear();

    assertThat(answer.get(30, SECONDS).statusCode()).isEqualTo(400);
  }

  @Test
  void shortDelayEndsByItself() {
    sandbox.faults().delay(ME, Duration.ofMillis(150));
    long start = System.nanoTime();
    calls.me("any");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void clearTakesBackWhatIsPlanned() {
    sandbox.faults().throttleNext(EVERY_PATH, 5);
    sandbox.faults().dropAfterSend(1);
    assertThat(sandbox.faults().describe()).hasSize(2);

    sandbox.faults().clear();

    assertThat(sandbox.faults().describe()).isEmpty();
    assertThat(send(calls.appToken()).path("errcode").asInt()).isZero();
  }

  @Test
  void closingLetsGoWhatIsHeld() {
    Sandbox other = Sandbox.start(SandboxOptions.defaults());
    other.faults().hold(ME);
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> new Calls(other).me("any"));
    other.faults().awaitHeld(ME, 1, PATIENCE);

    other.close();

    assertThat(answer.handle((value, failure) -> "over").orTimeout(30, SECONDS).join())
        .isEqualTo("over");
  }

  @Test
  void waitingInVainForHeldCallsSaysSo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> sandbox.faults().awaitHeld(ME, 1, Duration.ofMillis(20)));
    assertThatIllegalStateException()
        .isThrownBy(() -> sandbox.journal().awaitCalls(ME, 1, Duration.ofMillis(20)));
  }

  private JsonNode user(String token) {
    return calls.oapi(USER, token, "{\"userid\":\"liwei\"}");
  }

  private JsonNode send(String token) {
    return calls.oapi(
        SEND,
        token,
        "{\"agent_id\":990001,\"userid_list\":\"liwei\",\"msg\":{\"msgtype\":\"text\",\"text\":{\"content\":\"a\"}}}");
  }

  private String userToken() {
    return Http.json(calls.exchange(calls.codeOf(EAST, "wangfang"))).path("accessToken").asText();
  }

  private static String code(HttpResponse<String> answer) {
    return Http.json(answer).path("code").asText();
  }
}
