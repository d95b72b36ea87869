package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.NO_AUTH;
import static io.dinggate.sandbox.DemoWorld.SUITE;
import static io.dinggate.sandbox.DemoWorld.SUITE_KEY;
import static io.dinggate.sandbox.DemoWorld.SUITE_SECRET;
import static io.dinggate.sandbox.DemoWorld.SUITE_TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.event.EventReceiver;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults()
              .withPushTimeout(Duration.ofSeconds(30))
              .withClock(Clock.fixed(NOW, ZoneOffset.UTC)));
  private final Calls calls = new Calls(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1527130370219, TestSuiteTicket, suiteSecret123, TLQbV8xCZ6xDJDAb3FZ3Vu1agJYMIY9yLphJ4n68+IM=",
    "1700000000123, QsfJCEVF1h6E9fAaGwnAzbvYz, _FP5PpZF3irDKjxxx-Zz09, UbVte2tOp/00z5bSqdaP41YPVKClaXl2XVhV7GE9PDg=",
    "1598359962000, 5ZAl6-Bn8k_T+Y/w=, s3cr3t+/~*=, wUM7Ox9sj9EKg94hPJHk5fwqsac+XLlbxMYRxzubmK4=",
    "1636725918388, ticket, secret, LOZmXJzlQYpIu5emP6/1OF4hE3qlMzY/6y4FbDjXPbU="
  })
  void signatureOfTheTestIsTheVendors(
      String timestamp, String ticket, String secret, String expected) {
    assertThat(signature(timestamp, ticket, secret)).isEqualTo(expected);
  }

  @Test
  void signedCallGetsACorpToken() {
    JsonNode answer = corpToken(NOW.toEpochMilli(), SUITE_TICKET, EAST);

    assertThat(answer.path("errcode").asInt()).isZero();
    assertThat(answer.path("expires_in").asLong()).isEqualTo(7200);
    assertThat(
            calls
                .oapi(
                    "/topapi/v2/user/get",
                    answer.path("access_token").asText(),
                    "{\"userid\":\"liwei\"}")
                .path("errcode")
                .asInt())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp=1767323045, 853001",
    "timestamp=now, 853001",
    "accessKey=nobody, 853003",
    "signature=AAAA, 853004",
    "signature=, 853004"
  })
  void spoiltSignatureIsRefused(String change, int errcode) {
    String[] pair = change.split("=", 2);
    String query = query(NOW.toEpochMilli(), SUITE_TICKET).replaceAll(pair[0] + "=[^&]*", change);

    assertThat(post("/service/get_corp_token?" + query, EAST).path("errcode").asInt())
        .isEqualTo(errcode);
  }

  @Test
  void clocksMayDifferByAMinute() {
    assertThat(
            corpToken(NOW.minusSeconds(60).toEpochMilli(), SUITE_TICKET, EAST)
                .path("errcode")
                .asInt())
        .isZero();
    assertThat(
            corpToken(NOW.minusMillis(60_001).toEpochMilli(), SUITE_TICKET, EAST)
                .path("errcode")
                .asInt())
        .isEqualTo(853002);
    assertThat(
            corpToken(NOW.plusMillis(60_001).toEpochMilli(), SUITE_TICKET, EAST)
                .path("errcode")
                .asInt())
        .isEqualTo(853002);
  }

  @Test
  void movingTheSandboxClockLeavesSignaturesGood() {
    sandbox.clock().advance(Duration.ofHours(3));

    assertThat(corpToken(NOW.toEpochMilli(), SUITE_TICKET, EAST).path("errcode").asInt()).isZero();
  }

  @Test
  void onlyTheNewestTicketCounts() {
    try (EventReceiver receiver = new EventReceiver(sandbox.world().suite(SUITE))) {
      sandbox.pusher().callbackUrl(SUITE, receiver.url());
      sandbox.pusher().suiteTicket(SUITE, "ticket-2");
    }

    assertThat(corpToken(NOW.toEpochMilli(), SUITE_TICKET, EAST).path("errcode").asInt())
        .isEqualTo(40085);
    assertThat(corpToken(NOW.toEpochMilli(), "ticket-2", EAST).path("errcode").asInt()).isZero();
  }

  @Test
  void corpWithoutTheAppIsRefused() {
    assertThat(corpToken(NOW.toEpochMilli(), SUITE_TICKET, NO_AUTH).path("errcode").asInt())
        .isEqualTo(41030);
    assertThat(
            post("/service/get_auth_info?" + query(NOW.toEpochMilli(), SUITE_TICKET), NO_AUTH)
                .path("errcode")
                .asInt())
        .isEqualTo(41030);
  }

  @Test
  void authorisationIsToldToTheSuite() {
    JsonNode info = post("/service/get_auth_info?" + query(NOW.toEpochMilli(), SUITE_TICKET), EAST);

    assertThat(info.at("/auth_info/agent/0/agentid").asLong()).isEqualTo(770001);
    assertThat(info.at("/auth_corp_info/corpid").asText()).isEqualTo(EAST);
    assertThat(info.at("/auth_user_info/userId").asText()).isEqualTo("liwei");
  }

  @Test
  void legacyActivationUsesItsCodeOnce() {
    String suiteToken = suiteToken(SUITE_TICKET).path("suite_access_token").asText();
    String code = temporaryAuthCode();

    JsonNode first = permanentCode(suiteToken, code);
    JsonNode second = permanentCode(suiteToken, code);
    String activation =
        "{\"suite_key\":\"%s\",\"auth_corpid\":\"%s\",\"permanent_code\":\"%s\"}"
            .formatted(SUITE_KEY, EAST, first.path("permanent_code").asText());

    assertThat(first.at("/auth_corp_info/corpid").asText()).isEqualTo(EAST);
    assertThat(second.path("errcode").asInt()).isEqualTo(40078);
    assertThat(activate(suiteToken, activation).path("errcode").asInt()).isZero();
    assertThat(
            activate(suiteToken, activation.replace("permanent-code", "x")).path("errcode").asInt())
        .isEqualTo(41031);
    assertThat(activate("no-token", activation).path("errcode").asInt()).isEqualTo(40082);
  }

  @Test
  void suiteTokenNeedsTheTicketInForce() {
    assertThat(suiteToken("an-old-one").path("errcode").asInt()).isEqualTo(40085);
  }

  private String temporaryAuthCode() {
    try (EventReceiver receiver = new EventReceiver(sandbox.world().suite(SUITE))) {
      sandbox.pusher().callbackUrl(SUITE, receiver.url());
      sandbox.pusher().temporaryAuthCode(SUITE, EAST);
      return Http.json(receiver.texts().getFirst()).path("AuthCode").asText();
    }
  }

  private JsonNode permanentCode(String suiteToken, String code) {
    return Http.json(
        Http.post(
            sandbox.oapiUrl(),
            "/service/get_permanent_code?suite_access_token=" + suiteToken,
            "{\"tmp_auth_code\":\"" + code + "\"}"));
  }

  private JsonNode activate(String suiteToken, String json) {
    return Http.json(
        Http.post(
            sandbox.oapiUrl(), "/service/activate_suite?suite_access_token=" + suiteToken, json));
  }

  private JsonNode suiteToken(String ticket) {
    return Http.json(
        Http.post(
            sandbox.oapiUrl(),
            "/service/get_suite_token",
            "{\"suite_key\":\"%s\",\"suite_secret\":\"%s\",\"suite_ticket\":\"%s\"}"
                .formatted(SUITE_KEY, SUITE_SECRET, ticket)));
  }

  private JsonNode corpToken(long timestamp, String ticket, String corpId) {
    return post("/service/get_corp_token?" + query(timestamp, ticket), corpId);
  }

  private JsonNode post(String target, String corpId) {
    return Http.json(Http.post(sandbox.oapiUrl(), target, "{\"auth_corpid\":\"" + corpId + "\"}"));
  }

  private static String query(long timestamp, String ticket) {
    return "accessKey=%s&timestamp=%d&suiteTicket=%s&signature=%s"
        .formatted(
            SUITE_KEY,
            timestamp,
            Calls.encoded(ticket),
            Calls.encoded(signature(String.valueOf(timestamp), ticket, SUITE_SECRET)));
  }

  private static String signature(String timestamp, String ticket, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(
              mac.doFinal((timestamp + "\n" + ticket).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
