package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.NORTH;
import static io.dinggate.sandbox.DemoWorld.SUITE_KEY;
import static io.dinggate.sandbox.DemoWorld.SUITE_SECRET;
import static io.dinggate.sandbox.DemoWorld.SUITE_TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final String USER = "/topapi/v2/user/get";
  private static final String LIWEI = "{\"userid\":\"liwei\"}";

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults()
              .withClock(Clock.fixed(Instant.parse("2026-03-01T02:00:00.5Z"), ZoneOffset.UTC)));
  private final Calls calls = new Calls(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void callsAreNotLimitedUnlessAskedFor() {
    assertThat(sandbox.limits().traffic().callsPerSecond()).isZero();
    assertThat(sandbox.limits().traffic().callsPerAddress()).isZero();
    assertThat(sandbox.limits().withTraffic().traffic().callsPerSecond()).isEqualTo(20);
    assertThat(sandbox.limits().withTraffic().traffic().callsPerAddress()).isEqualTo(10_000);
  }

  @Test
  void appInACorpMayCallAnApiSoOftenASecond() {
    change("{\"traffic\":{\"callsPerSecond\":2}}");
    String east = calls.corpToken(EAST);
    assertThat(user(east).path("errcode").asInt()).isZero();
    assertThat(user(east).path("errcode").asInt()).isZero();

    JsonNode third = user(east);

    assertThat(third.path("errcode").asInt()).isEqualTo(88);
    assertThat(third.path("sub_code").asText()).isEqualTo("90018");
    assertThat(third.path("sub_msg").asText())
        .contains("apiPath(" + USER + ")", "超过 2 次", "限制将在 2026-03-01 10:00:02 结束");
    assertThat(user(calls.corpToken(NORTH)).path("sub_code").asText()).isNotEqualTo("90018");
    assertThat(user(calls.appToken()).path("errcode").asInt()).isZero();
    assertThat(calls.oapi("/topapi/v2/department/listsub", east, "{}").path("errcode").asInt())
        .isZero();
    assertThat(sandbox.gateway().throttled()).isEqualTo(1);
    sandbox.clock().advance(Duration.ofSeconds(1));
    assertThat(user(east).path("errcode").asInt()).isZero();
  }

  @Test
  void anotherTokenOfTheSameAppAndCorpDoesNotHelp() {
    change("{\"traffic\":{\"callsPerSecond\":1}}");
    user(calls.corpToken(EAST));

    assertThat(user(calls.corpToken(EAST)).path("sub_code").asText()).isEqualTo("90018");
  }

  @Test
  void newApiNamesSuiteAndCorp() {
    String suiteToken =
        Http.json(
                Http.post(
                    sandbox.apiUrl(),
                    "/v1.0/oauth2/suiteAccessToken",
                    "{\"suiteKey\":\"%s\",\"suiteSecret\":\"%s\",\"suiteTicket\":\"%s\"}"
                        .formatted(SUITE_KEY, SUITE_SECRET, SUITE_TICKET)))
            .path("accessToken")
            .asText();
    change("{\"traffic\":{\"callsPerSecond\":1}}");
    assertThat(authInfo(suiteToken).statusCode()).isEqualTo(200);

    HttpResponse<String> second = authInfo(suiteToken);

    assertThat(second.statusCode()).isEqualTo(403);
    assertThat(Http.json(second).path("code").asText())
        .isEqualTo("Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi");
    assertThat(Http.json(second).path("message").asText()).contains("限制将在");
  }

  @Test
  void throttledSendSendsNothing() {
    change("{\"traffic\":{\"callsPerSecond\":1}}");
    Sends sends = new Sends(sandbox);
    sends.directTo("liwei", Sends.text("a"));
    sends.directTo("liwei", Sends.text("b"));

    assertThat(sandbox.messages()).hasSize(1);
  }

  @Test
  void addressThatCallsTooOftenIsBannedForAWhileFromEverything() {
    change("{\"traffic\":{\"callsPerAddress\":3,\"banSeconds\":60}}");
    String token = calls.appToken();
    user(token);
    assertThat(calls.me("any").statusCode()).isEqualTo(400);

    HttpResponse<String> page = Http.post(sandbox.oapiUrl(), USER, LIWEI);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(calls.corpAccessToken(EAST, SUITE_TICKET).body()).startsWith("<!doctype html>");
    assertThat(sandbox.gateway().refusedByBan()).isEqualTo(2);
    sandbox.clock().advance(Duration.ofSeconds(59));
    assertThat(calls.me("any").body()).startsWith("<!doctype html>");
    sandbox.clock().advance(Duration.ofSeconds(1));
    assertThat(user(token).path("errcode").asInt()).isZero();
    assertThat(sandbox.gateway().refusedByBan()).isEqualTo(3);
  }

  @Test
  void callsOfTheTimeJustPastCountTowardsABan() {
    change("{\"traffic\":{\"callsPerAddress\":2}}");
    calls.me("any");
    sandbox.clock().advance(Duration.ofSeconds(19));
    calls.me("any");
    sandbox.clock().advance(Duration.ofSeconds(1));
    assertThat(calls.me("any").statusCode()).isEqualTo(400);

    assertThat(calls.me("any").statusCode()).isEqualTo(200);
  }

  @Test
  void otherAddressesAreNotBanned() {
    change("{\"traffic\":{\"callsPerAddress\":1}}");
    calls.me("any");
    assertThat(calls.me("any").statusCode()).isEqualTo(200);

    assertThat(
            Http.get(sandbox.apiUrl(), "/v1.0/contact/users/me", "X-Forwarded-For", "203.0.113.7")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void peopleAreNotBannedFromTheirPages() {
    sandbox.gateway().ban(Duration.ofMinutes(5));

    assertThat(calls.codeOf(EAST, "wangfang")).isNotEmpty();
  }

  @Test
  void banOnDemandAnswersAsConfiguredAndEndsByItselfOrByCommand() {
    change("{\"traffic\":{\"banAnswer\":\"STATUS_1111\"}}");
    sandbox.gateway().ban(Duration.ofSeconds(5));
    assertThat(Http.json(calls.me("any")).path("status").asInt()).isEqualTo(1111);
    sandbox.clock().advance(Duration.ofSeconds(5));
    assertThat(calls.me("any").statusCode()).isEqualTo(400);

    sandbox.gateway().ban(Duration.ofHours(1));
    sandbox.gateway().endBans();
    assertThat(calls.me("any").statusCode()).isEqualTo(400);
  }

  @Test
  void banComesBeforeFaults() {
    sandbox.faults().cutNext("/v1.0/contact/users/me", 1);
    sandbox.gateway().ban(Duration.ofSeconds(5));

    assertThat(calls.me("any").body()).startsWith("<!doctype html>");
    sandbox.faults().clear();
  }

  private void change(String limits) {
    sandbox.limits(sandbox.limits().changed(limits));
  }

  private JsonNode user(String token) {
    return calls.oapi(USER, token, LIWEI);
  }

  private HttpResponse<String> authInfo(String suiteToken) {
    return Http.get(
        sandbox.apiUrl(),
        "/v1.0/oauth2/apps/authInfo?authCorpId=" + EAST,
        "x-acs-dingtalk-access-token",
        suiteToken);
  }
}
