package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.INTERNAL;
import static io.dinggate.sandbox.DemoWorld.NO_AUTH;
import static io.dinggate.sandbox.DemoWorld.SUITE;
import static io.dinggate.sandbox.DemoWorld.SUITE_TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.event.EventReceiver;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminApiTest {
  private static final String ADMIN = "/__admin/dinggate";

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults()
              .withPushTimeout(Duration.ofSeconds(30))
              .withPushDelays(Duration.ZERO));
  private final Calls calls = new Calls(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void everyListenerHasIt() {
    assertThat(Stream.of(sandbox.loginUrl(), sandbox.oapiUrl(), sandbox.apiUrl()))
        .allMatch(url -> Http.get(url, ADMIN + "/state").statusCode() == 200);
  }

  @Test
  void stateTellsAddressesTicketsAndPeople() {
    JsonNode state = get("/state");

    assertThat(state.at("/apps/suite-main/callbackUrl").asText())
        .isEqualTo("http://localhost:8080/dingtalk/apps/suite-main/events");
    assertThat(state.at("/apps/suite-main/corps/dingeast00000001/agentId").asLong())
        .isEqualTo(770001);
    assertThat(state.at("/suiteTickets/suite-main").asText()).isEqualTo(SUITE_TICKET);
    assertThat(state.path("people")).hasSize(9);
    assertThat(state.path("tokenLifeSeconds").asLong()).isEqualTo(7200);
  }

  @Test
  void countersTellWhatWasCalled() {
    calls.corpToken(EAST);
    calls.exchange("no-such-code");

    JsonNode counters = get("/counters");

    assertThat(counters.path("tokenCalls").asLong()).isEqualTo(1);
    assertThat(counters.path("codeExchanges").asLong()).isEqualTo(1);
    assertThat(counters.path("calls").path("/v1.0/oauth2/corpAccessToken").asLong()).isEqualTo(1);
    assertThat(counters.path("unknown").asLong()).isZero();
    assertThat(get("/calls").get(1).path("status").asInt()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"throttle\"|90018",
        "\"kind\":\"rejectToken\",\"signal\":\"WRAPPED_42001\"|42001",
        "\"kind\":\"ipNotListed\"|60020",
        "\"kind\":\"permissionMissing\",\"permission\":\"p\"|60011",
        "\"kind\":\"wrappedErrcode\",\"errcode\":90020|90020"
      })
  void faultsAreSetByKind(String fault, String subCode) {
    String token = calls.appToken();
    post("/faults", "{%s,\"path\":\"/topapi/v2/user/get\",\"calls\":1}".formatted(fault));

    assertThat(user(token).path("sub_code").asText()).isEqualTo(subCode);
    assertThat(user(token).path("errcode").asInt()).isZero();
  }

  @Test
  void otherKindsOfFaultsAreKnownToo() {
    String path = ",\"path\":\"/v1.0/contact/users/me\"}";
    for (String fault :
        List.of(
            "{\"kind\":\"banPage\"" + path,
            "{\"kind\":\"status1111\"" + path,
            "{\"kind\":\"cut\"" + path,
            "{\"kind\":\"error\",\"status\":503,\"code\":\"x\"" + path,
            "{\"kind\":\"errcode\",\"errcode\":-1}",
            "{\"kind\":\"delay\",\"millis\":1" + path,
            "{\"kind\":\"hold\"" + path,
            "{\"kind\":\"holdAnswer\"" + path,
            "{\"kind\":\"dropAfterSend\",\"calls\":2}")) {
      post("/faults", fault);
    }
    assertThat(get("/state").path("faults")).hasSize(9);

    post("/faults", "{\"kind\":\"release\"" + path);
    assertThat(get("/state").path("faults")).hasSize(7);
    assertThat(Http.body("DELETE", sandbox.apiUrl(), ADMIN + "/faults", "").statusCode())
        .isEqualTo(200);
    assertThat(get("/state").path("faults")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{oops",
        "{\"kind\":\"earthquake\"}",
        "{\"kind\":\"throttle\",\"path\":\"/no/such\"}",
        "{\"kind\":\"rejectToken\",\"signal\":\"LOUD\"}",
        "{\"kind\":\"delay\"}",
        "{\"kind\":\"throttle\",\"calls\":\"many\"}"
      })
  void wrongFaultIsRefusedWithAReason(String fault) {
    HttpResponse<String> answer = Http.post(sandbox.oapiUrl(), ADMIN + "/faults", fault);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Http.json(answer).path("error").asText()).isNotBlank();
  }

  @Test
  void messagesAreShownAndMarkedRead() {
    calls.oapi(
        "/topapi/message/corpconversation/asyncsend_v2",
        calls.appToken(),
        "{\"agent_id\":990001,\"userid_list\":\"liwei\",\"msg\":{\"msgtype\":\"text\",\"text\":{\"content\":\"a\"}}}");

    JsonNode message = get("/messages?await=1&timeoutMillis=5000").get(0);
    post(
        "/messages/read",
        "{\"taskId\":%d,\"user\":\"liwei\"}".formatted(message.path("taskId").asLong()));

    assertThat(message.at("/body/text/content").asText()).isEqualTo("a");
    assertThat(message.path("app").asText()).isEqualTo(INTERNAL);
    assertThat(get("/messages").get(0).path("readBy").get(0).asText()).isEqualTo("liwei");
    assertThat(Http.get(sandbox.apiUrl(), ADMIN + "/messages?await=2&timeoutMillis=1").statusCode())
        .isEqualTo(409);
  }

  @Test
  void everyReceiversFateIsShownAndCounted() {
    put(
        "/delivery",
        "{\"corp\":\"%s\",\"user\":\"zhoumin\",\"outcome\":\"failed\"}".formatted(EAST));
    Sends sends = new Sends(sandbox);
    long first = sends.directTo("wangfang,liwei,zhoumin,nobody", Sends.TEXT);
    sandbox.markRead(first, "liwei");
    long second = sends.directTo("liwei,wangfang", Sends.text("b"));
    sends.recall(second);
    sends.directTo("wangfang", Sends.TEXT);

    JsonNode messages = get("/messages");

    assertThat(fates(messages.get(0)))
        .containsExactly("wangfang DELIVERED", "liwei READ", "zhoumin DROPPED FAILED 0");
    assertThat(fates(messages.get(1))).containsExactly("liwei RECALLED", "wangfang RECALLED");
    assertThat(fates(messages.get(2))).containsExactly("wangfang DROPPED DUPLICATE 143106");
    JsonNode counters = get("/counters");
    assertThat(counters.path("messages").asLong()).isEqualTo(3);
    assertThat(counters.path("deliveries").asLong()).isEqualTo(4);
    assertThat(counters.path("duplicates").asLong()).isZero();
    assertThat(counters.path("invalidUsers").asLong()).isEqualTo(1);
    assertThat(counters.at("/dropped/DUPLICATE").asLong()).isEqualTo(1);
    assertThat(counters.at("/dropped/FAILED").asLong()).isEqualTo(1);
  }

  @Test
  void deliveryIsForbiddenAndAllowedAgain() {
    String user = "{\"corp\":\"" + EAST + "\",\"user\":\"liwei\",";
    put("/delivery", user + "\"outcome\":\"forbidden\",\"code\":1430002}");
    Sends sends = new Sends(sandbox);
    sends.directTo("liwei", Sends.TEXT);
    put("/delivery", user + "\"outcome\":\"delivered\"}");
    sends.directTo("liwei", Sends.TEXT);

    assertThat(fates(get("/messages").get(0))).containsExactly("liwei DROPPED FORBIDDEN 1430002");
    assertThat(fates(get("/messages").get(1))).containsExactly("liwei DELIVERED");
    assertThat(
            Http.body("PUT", sandbox.apiUrl(), ADMIN + "/delivery", user + "\"outcome\":\"lost\"}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void uploadsAreShown() {
    String mediaId = new Sends(sandbox).upload("image", "a.png");

    JsonNode uploaded = get("/media").get(0);
    assertThat(uploaded.path("mediaId").asText()).isEqualTo(mediaId);
    assertThat(uploaded.path("type").asText()).isEqualTo("image");
    assertThat(uploaded.path("bytes").asLong()).isEqualTo(3);
    assertThat(uploaded.path("corp").asText()).isEqualTo(EAST);
  }

  @Test
  void limitsAreShownAndChangedInPart() {
    assertThat(get("/limits").at("/suites/perPersonAndDay").asInt()).isEqualTo(100);
    put("/limits", "{\"suites\":{\"perPersonAndDay\":2}}");

    assertThat(get("/limits").at("/suites/perPersonAndDay").asInt()).isEqualTo(2);
    assertThat(get("/limits").at("/suites/peoplePerCall").asInt()).isEqualTo(1_000);
    assertThat(Http.body("PUT", sandbox.apiUrl(), ADMIN + "/limits", "{\"perDay\":2}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void banIsBegunAndEnded() {
    post("/ban", "{\"seconds\":300}");
    assertThat(calls.me("any").body()).startsWith("<!doctype html>");
    assertThat(get("/counters").path("refusedByBan").asLong()).isEqualTo(1);
    assertThat(get("/counters").path("throttled").asLong()).isZero();

    ok(Http.body("DELETE", sandbox.apiUrl(), ADMIN + "/ban", ""));

    assertThat(calls.me("any").statusCode()).isEqualTo(400);
  }

  @Test
  void clockAndTokenLifeAreMoved() {
    put("/token-life", "{\"seconds\":60}");
    String token = calls.corpToken(EAST);
    assertThat(user(token).path("errcode").asInt()).isZero();
    post("/clock", "{\"advanceSeconds\":60}");

    assertThat(user(token).path("sub_code").asText()).isEqualTo("42001");
  }

  @Test
  void tokensAreRevoked() {
    String token = calls.corpToken(EAST);
    post("/tokens/revoke", "{\"app\":\"suite-main\",\"corp\":\"" + EAST + "\"}");

    assertThat(user(token).path("sub_code").asText()).isEqualTo("40014");
  }

  @Test
  void returnAddressesAreRegistered() {
    put("/redirect-uris", "{\"app\":\"suite-main\",\"uris\":[\"http://localhost:4711/cb\"]}");

    assertThat(
            sandbox
                .deny(calls.authorizeUrl(Map.of("redirect_uri", "http://localhost:4711/cb")))
                .toString())
        .startsWith("http://localhost:4711/cb?");
  }

  @Test
  void peopleJoinAndLeave() {
    post("/people/leave", "{\"corp\":\"%s\",\"user\":\"wangfang\"}".formatted(EAST));
    post(
        "/people/join",
        "{\"person\":\"wangfang\",\"membership\":{\"corpId\":\"%s\",\"userId\":\"wf-2\"}}"
            .formatted(DemoWorld.NORTH));
    put(
        "/people",
        "{\"id\":\"new\",\"name\":\"新人\",\"memberships\":[{\"corpId\":\"%s\",\"userId\":\"new\"}]}"
            .formatted(EAST));

    assertThat(calls.codeOf(EAST, "wangfang")).isNotEmpty();
    assertThat(calls.codeOf(DemoWorld.NORTH, "wf-2")).isNotEmpty();
    assertThat(calls.codeOf(EAST, "new")).isNotEmpty();
    assertThat(
            calls
                .oapi("/topapi/v2/user/get", calls.appToken(), "{\"userid\":\"wangfang\"}")
                .path("errcode")
                .asInt())
        .isEqualTo(60121);
  }

  @Test
  void inAppCodeIsMinted() {
    JsonNode answer =
        post(
            "/in-app-codes",
            "{\"app\":\"suite-main\",\"corp\":\"%s\",\"user\":\"liwei\"}".formatted(EAST));

    assertThat(
            calls
                .oapi(
                    "/topapi/v2/user/getuserinfo",
                    calls.corpToken(EAST),
                    "{\"code\":\"" + answer.path("code").asText() + "\"}")
                .at("/result/userid")
                .asText())
        .isEqualTo("liwei");
  }

  @Test
  void everyEventCanBePushed() {
    try (EventReceiver receiver = new EventReceiver(sandbox.world().suite(SUITE))) {
      put("/callback-url", "{\"app\":\"suite-main\",\"url\":\"%s\"}".formatted(receiver.url()));
      List<String> events =
          List.of(
              "check_url",
              "check_create_suite_url",
              "check_update_suite_url",
              "suite_ticket",
              "legacy_suite_ticket",
              "tmp_auth_code",
              "org_suite_auth",
              "org_suite_change",
              "org_micro_app_stop",
              "org_micro_app_restore",
              "org_suite_relieve");
      for (String event : events) {
        assertThat(push(event).path("delivered").asBoolean()).as(event).isTrue();
      }
      assertThat(receiver.texts())
          .hasSize(events.size())
          .allSatisfy(text -> assertThat(Http.json(text).path("EventType").asText()).isNotEmpty());
    }
  }

  @Test
  void rawEventIsPushedAsItIs() {
    try (EventReceiver receiver = new EventReceiver(sandbox.world().suite(SUITE))) {
      sandbox.pusher().callbackUrl(SUITE, receiver.url());
      post("/events", "{\"app\":\"suite-main\",\"event\":\"raw\",\"body\":{\"a\":1}}");
      post("/events", "{\"app\":\"suite-main\",\"event\":\"raw\",\"body\":\"not json\"}");

      assertThat(receiver.texts()).containsExactly("{\"a\":1}", "not json");
    }
  }

  @Test
  void outcomeOfAPushTellsItsAttempts() {
    sandbox.pusher().callbackUrl(SUITE, URI.create("http://127.0.0.1:1/"));

    JsonNode outcome = push("check_url");

    assertThat(outcome.path("delivered").asBoolean()).isFalse();
    assertThat(outcome.path("attempts")).hasSize(2);
    assertThat(outcome.at("/attempts/0/problem").asText()).startsWith("no answer");
  }

  @Test
  void relievedCorpGetsNoTokenUntilItInstallsAgain() {
    sandbox.pusher().callbackUrl(SUITE, URI.create("http://127.0.0.1:1/"));
    String token = calls.corpToken(EAST);
    push("org_suite_relieve");

    assertThat(Http.json(calls.corpAccessToken(EAST, SUITE_TICKET)).path("code").asText())
        .isEqualTo("invalidAuthInfo");
    assertThat(user(token).path("sub_code").asText()).isEqualTo("40014");
    push("org_suite_auth");
    assertThat(calls.corpToken(EAST)).isNotEmpty();
  }

  @Test
  void stoppedAppAnswersNothing() {
    sandbox.pusher().callbackUrl(SUITE, URI.create("http://127.0.0.1:1/"));
    String token = calls.corpToken(EAST);
    push("org_micro_app_stop");

    assertThat(user(token).path("errcode").asInt()).isEqualTo(50003);
    push("org_micro_app_restore");
    assertThat(user(token).path("errcode").asInt()).isZero();
  }

  @Test
  void corpThatInstallsForTheFirstTimeGetsAnAgent() {
    sandbox.pusher().callbackUrl(SUITE, URI.create("http://127.0.0.1:1/"));
    post(
        "/events",
        "{\"app\":\"suite-main\",\"event\":\"org_suite_auth\",\"corp\":\"" + NO_AUTH + "\"}");

    assertThat(calls.corpToken(NO_AUTH)).isNotEmpty();
    assertThat(get("/state").at("/apps/suite-main/corps/" + NO_AUTH + "/agentId").asLong())
        .isPositive();
  }

  @Test
  void resetGoesBackToTheStartButKeepsAddresses() {
    put("/redirect-uris", "{\"app\":\"suite-main\",\"uris\":[]}");
    sandbox.leave(EAST, "wangfang");
    sandbox.faults().throttleNext("*", 3);
    calls.me("any");

    post("/reset", "{}");

    assertThat(get("/counters").path("calls")).isEmpty();
    assertThat(get("/state").path("faults")).isEmpty();
    assertThat(get("/state").at("/apps/suite-main/redirectUris")).isEmpty();
    assertThat(user(calls.appToken(), "wangfang").path("errcode").asInt()).isZero();
  }

  @Test
  void unknownEventAppAndFieldAreRefused() {
    for (String body :
        List.of(
            "{\"app\":\"suite-main\",\"event\":\"party\"}",
            "{\"app\":\"nobody\",\"event\":\"check_url\"}",
            "{\"app\":\"suite-main\"}",
            "{\"app\":\"suite-main\",\"event\":\"raw\"}",
            "{\"app\":\"suite-main\",\"event\":\"org_suite_auth\",\"corp\":\"nobody\"}")) {
      assertThat(Http.post(sandbox.oapiUrl(), ADMIN + "/events", body).statusCode())
          .as(body)
          .isEqualTo(400);
    }
    assertThat(
            Http.body("PUT", sandbox.oapiUrl(), ADMIN + "/people", "{\"name\":5,\"x\":1}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void unknownCommandIsAnsweredWithTheKnownOnes() {
    HttpResponse<String> answer = Http.get(sandbox.apiUrl(), ADMIN + "/party");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Http.json(answer).path("error").asText()).contains("POST /faults", "GET /counters");
  }

  private static List<String> fates(JsonNode message) {
    return message
        .path("deliveries")
        .valueStream()
        .map(
            delivery ->
                Stream.of("user", "fate", "reason", "code")
                    .map(delivery::path)
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  private JsonNode push(String event) {
    return post(
        "/events",
        "{\"app\":\"suite-main\",\"event\":\"%s\",\"corp\":\"%s\"}".formatted(event, EAST));
  }

  private JsonNode user(String token) {
    return user(token, "liwei");
  }

  private JsonNode user(String token, String userId) {
    return calls.oapi("/topapi/v2/user/get", token, "{\"userid\":\"" + userId + "\"}");
  }

  private JsonNode get(String path) {
    return ok(Http.get(sandbox.apiUrl(), ADMIN + path));
  }

  private JsonNode post(String path, String json) {
    return ok(Http.post(sandbox.apiUrl(), ADMIN + path, json));
  }

  private JsonNode put(String path, String json) {
    return ok(Http.body("PUT", sandbox.apiUrl(), ADMIN + path, json));
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Http.json(answer);
  }
}
