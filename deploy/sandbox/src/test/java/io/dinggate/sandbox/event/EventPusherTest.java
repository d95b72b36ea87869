package io.dinggate.sandbox.event;

import static java.time.Duration.ZERO;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.SandboxOptions;
import io.dinggate.sandbox.event.EventReceiver.Answer;
import io.dinggate.sandbox.event.PushOutcome.Attempt;
import io.dinggate.sandbox.http.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventPusherTest {
  private static final String SUITE = "suite-main";
  private static final String EAST = "dingeast00000001";

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults()
              .withPushDelays(ZERO, ZERO)
              .withPushTimeout(Duration.ofSeconds(30)));
  private final EventReceiver receiver = new EventReceiver(sandbox.world().suite(SUITE));
  private final EventPusher pusher = sandbox.pusher();

  @BeforeEach
  void pointTheSuiteHere() {
    pusher.callbackUrl(SUITE, receiver.url());
  }

  @AfterEach
  void stop() {
    receiver.close();
    sandbox.close();
  }

  @Test
  void acknowledgedEventIsPushedOnce() {
    PushOutcome outcome = pusher.checkUrl(SUITE);

    assertThat(outcome.delivered()).isTrue();
    assertThat(outcome.attempts()).hasSize(1);
    assertThat(receiver.texts()).containsExactly("{\"EventType\":\"check_url\"}");
  }

  @Test
  void bothSpellingsOfTheSignatureAreSent() {
    pusher.checkUrl(SUITE);

    Map<String, String> query = receiver.queries().getFirst();
    assertThat(query).containsOnlyKeys("signature", "msg_signature", "timestamp", "nonce");
    assertThat(query.get("signature"))
        .isEqualTo(query.get("msg_signature"))
        .matches("[0-9a-f]{40}");
  }

  @ParameterizedTest
  @EnumSource(value = Answer.class, names = "SUCCESS", mode = EnumSource.Mode.EXCLUDE)
  void anythingButEncryptedSuccessIsRepeatedTwice(Answer bad) {
    receiver.answerNext(bad, bad, bad);

    PushOutcome outcome = pusher.suiteTicket(SUITE);

    assertThat(outcome.delivered()).isFalse();
    assertThat(outcome.attempts())
        .hasSize(3)
        .noneMatch(Attempt::acknowledged)
        .allMatch(a -> !a.problem().isEmpty());
    assertThat(receiver.texts()).hasSize(3).containsOnly(receiver.texts().getFirst());
  }

  @Test
  void repeatThatIsAcknowledgedEndsThePush() {
    receiver.answerNext(Answer.STATUS_500);

    PushOutcome outcome = pusher.suiteTicket(SUITE);

    assertThat(outcome.delivered()).isTrue();
    assertThat(outcome.attempts()).extracting(Attempt::status).containsExactly(500, 200);
  }

  @Test
  void repeatsWaitTenAndThirtySecondsByDefault() {
    assertThat(SandboxOptions.defaults().pushDelays())
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  @Test
  void repeatWaitsForItsDelay() {
    try (Sandbox patient =
        Sandbox.start(SandboxOptions.defaults().withPushDelays(Duration.ofHours(1)))) {
      patient.pusher().callbackUrl(SUITE, receiver.url());
      receiver.answerNext(Answer.STATUS_500);

      CompletableFuture<PushOutcome> outcome = patient.pusher().later(SUITE, "{}");

      await().atMost(Duration.ofSeconds(60)).until(() -> receiver.texts().size() == 1);
      await().during(Duration.ofMillis(300)).until(() -> receiver.texts().size() == 1);
      assertThat(outcome).isNotDone();
    }
  }

  @Test
  void receiverThatCannotBeReachedIsReported() {
    pusher.callbackUrl(SUITE, URI.create("http://127.0.0.1:1/events"));

    assertThat(pusher.checkUrl(SUITE).attempts())
        .hasSize(3)
        .allMatch(attempt -> attempt.status() == 0);
  }

  @Test
  void givenUpPushCanBeTakenOnceSomeMinutesLater() {
    pusher.callbackUrl(SUITE, URI.create("http://127.0.0.1:1/events"));
    pusher.push(
        SUITE,
        """
        {"EventType":"SYNC_HTTP_PUSH_HIGH","bizData":[
          {"corp_id":"dingeast00000001","biz_id":"1"},{"corp_id":"dingnorth0000001","biz_id":"2"},
          {"corp_id":"dingeast00000001","biz_id":"3"}]}""");
    pusher.push(SUITE, "{\"EventType\":\"suite_relieve\",\"AuthCorpId\":\"dingnorth0000001\"}");
    assertThat(pusher.lost().take(SUITE, EAST).path("failed_list")).as("too early").isEmpty();

    sandbox.clock().advance(Duration.ofMinutes(3));
    assertThat(pusher.lost().take("internal-hr", EAST).path("failed_list")).isEmpty();
    JsonNode east = pusher.lost().take(SUITE, EAST);
    assertThat(east.path("has_more").asBoolean()).isFalse();
    assertThat(east.path("failed_list")).hasSize(1);
    assertThat(east.at("/failed_list/0/call_back_tag").asText()).isEqualTo("SYNC_HTTP_PUSH_HIGH");
    assertThat(east.at("/failed_list/0/SYNC_HTTP_PUSH_HIGH/corpid").asText()).isEqualTo(EAST);
    assertThat(east.at("/failed_list/0/SYNC_HTTP_PUSH_HIGH/callbackData/bizData")).hasSize(2);
    assertThat(pusher.lost().take(SUITE, EAST).path("failed_list")).as("again").isEmpty();
    assertThat(pusher.lost().take(SUITE, "dingnorth0000001").path("failed_list")).hasSize(2);
  }

  @Test
  void noMoreThanTwoHundredAreTakenAtATime() {
    pusher.callbackUrl(SUITE, URI.create("http://127.0.0.1:1/events"));
    for (int i = 0; i < 201; i++) {
      pusher.lost().add(SUITE, "{\"EventType\":\"x\",\"CorpId\":\"" + EAST + "\"}");
    }
    sandbox.clock().advance(Duration.ofMinutes(3));

    JsonNode first = pusher.lost().take(SUITE, EAST);
    assertThat(first.path("failed_list")).hasSize(200);
    assertThat(first.path("has_more").asBoolean()).isTrue();
    JsonNode second = pusher.lost().take(SUITE, EAST);
    assertThat(second.path("failed_list")).hasSize(1);
    assertThat(second.path("has_more").asBoolean()).isFalse();
  }

  @Test
  void pushInTheBackgroundReportsItsOutcome()
      throws ExecutionException, InterruptedException, TimeoutException {
    assertThat(pusher.later(SUITE, "{\"EventType\":\"anything\"}").get(30, SECONDS).delivered())
        .isTrue();
    assertThat(receiver.texts()).containsExactly("{\"EventType\":\"anything\"}");
  }

  @Test
  void sealedEventCanBePostedAgain() {
    SealedEvent event = pusher.seal(SUITE, "{}");

    assertThat(List.of(pusher.post(event), pusher.post(event))).allMatch(Attempt::acknowledged);
    assertThat(receiver.queries().getFirst()).isEqualTo(receiver.queries().getLast());
  }

  @Test
  void suiteTicketRowBelongsToTheVendorsCorp() {
    pusher.suiteTicket(SUITE, "next-ticket");

    JsonNode row = row();
    assertThat(row.path("biz_type").asInt()).isEqualTo(2);
    assertThat(row.path("corp_id").asText()).isEqualTo("dingvendor000001");
    assertThat(row.path("subscribe_id").asText()).isEqualTo("14999001_0");
    assertThat(data(row).path("suiteTicket").asText()).isEqualTo("next-ticket");
  }

  @Test
  void legacySuiteTicketIsFlat() {
    pusher.legacySuiteTicket(SUITE);

    JsonNode event = event();
    assertThat(event.path("EventType").asText()).isEqualTo("suite_ticket");
    assertThat(event.path("SuiteTicket").asText()).isEqualTo("demo-suite-ticket-1");
    assertThat(event.path("SuiteKey").asText()).isEqualTo("suitedemokey00000001");
  }

  @Test
  void authorisationCarriesAgentAdminsAndScope() {
    pusher.authorise(SUITE, EAST);

    JsonNode row = row();
    assertThat(row.path("biz_type").asInt()).isEqualTo(4);
    assertThat(row.path("corp_id").asText()).isEqualTo(EAST);
    assertThat(data(row).path("syncAction").asText()).isEqualTo("org_suite_auth");
    assertThat(data(row).at("/auth_info/agent/0/agentid").asLong()).isEqualTo(770001);
    assertThat(data(row).at("/auth_info/agent/0/admin_list/0").asText()).isEqualTo("liwei");
    assertThat(data(row).at("/auth_scope/auth_org_scopes/authed_dept")).hasSize(2);
  }

  @Test
  void rowsAndEventsHaveTheirOwnIds() {
    pusher.change(SUITE, EAST);
    pusher.change(SUITE, EAST);

    JsonNode first = Json.parse(receiver.texts().getFirst()).orElseThrow().at("/bizData/0");
    assertThat(first.path("id").asLong()).isNotEqualTo(row().path("id").asLong());
    assertThat(data(first).path("eventId").asText())
        .isNotEqualTo(data(row()).path("eventId").asText());
    assertThat(data(row()).path("syncAction").asText()).isEqualTo("org_suite_change");
  }

  @Test
  void relieveNamesTheCorpOnlyInItsRow() {
    pusher.relieve(SUITE, EAST);

    assertThat(row().path("corp_id").asText()).isEqualTo(EAST);
    assertThat(data(row()).path("syncAction").asText()).isEqualTo("org_suite_relieve");
    assertThat(row().path("biz_data").asText()).doesNotContain(EAST);
  }

  @Test
  void switchingOffAndOnNamesTheAgent() {
    pusher.stop(SUITE, EAST);
    assertThat(data(row()).path("syncAction").asText()).isEqualTo("org_micro_app_stop");
    pusher.restore(SUITE, EAST);

    assertThat(row().path("biz_type").asInt()).isEqualTo(7);
    assertThat(row().path("biz_id").asText()).isEqualTo("62282");
    assertThat(data(row()).path("syncAction").asText()).isEqualTo("org_micro_app_restore");
    assertThat(data(row()).path("agentId").asLong()).isEqualTo(770001);
  }

  @Test
  void consoleChecksHaveTheirRandom() {
    pusher.checkCreateSuiteUrl(SUITE);
    assertThat(event().path("Random").asText()).hasSize(8);
    pusher.checkUpdateSuiteUrl(SUITE);

    assertThat(event().path("EventType").asText()).isEqualTo("check_update_suite_url");
    assertThat(event().path("TestSuiteKey").asText()).isEqualTo("suitedemokey00000001");
  }

  @Test
  void internalAppGetsItsEventsUnderItsOwnKey() {
    try (EventReceiver internal = new EventReceiver(sandbox.world().internalApp("internal-hr"))) {
      pusher.callbackUrl("internal-hr", internal.url());

      assertThat(pusher.checkUrl("internal-hr").delivered()).isTrue();
      assertThat(internal.texts()).hasSize(1);
    }
  }

  private JsonNode event() {
    return Json.parse(receiver.texts().getLast()).orElseThrow();
  }

  private JsonNode row() {
    return event().at("/bizData/0");
  }

  private static JsonNode data(JsonNode row) {
    return Json.parse(row.path("biz_data").asText()).orElseThrow();
  }
}
