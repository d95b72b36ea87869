package io.dinggate.cloud.event;

import static io.dinggate.cloud.testing.Apps.FOREIGN;
import static io.dinggate.cloud.testing.Apps.HR;
import static io.dinggate.cloud.testing.Apps.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.app.Authorisation;
import io.dinggate.cloud.app.AuthorisationState;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.model.AppId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class EventsResourceTest {

  @Inject Registry registry;
  @Inject Authorisations authorisations;
  @Inject AccessTokens tokens;
  @Inject Reads reads;
  @Inject MovableClock clock;
  @Inject EventConfig config;
  @Inject ObjectMapper json;
  Sandbox sandbox;
  CloudWorld world;

  @TestHTTPResource("/dingtalk/apps/")
  URI apps;

  private Pushes pushes;

  @BeforeEach
  void sendTheEventsHere() {
    sandbox.pusher().callbackUrl(SUITE.value(), apps.resolve(SUITE + "/events"));
    sandbox.pusher().callbackUrl(HR.value(), apps.resolve(HR + "/events"));
    pushes = pushesTo(SUITE);
  }

  @AfterEach
  void makeSandboxAndCloudAgreeAgain() {
    clock.reset();
    sandbox.reset();
    sandbox.pusher().suiteTicket(SUITE.value());
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    await().until(() -> waiting() == 0);
  }

  @Test
  void checksOfTheConsoleAreAnsweredAndForgotten() {
    var before = stored();

    assertThat(sandbox.pusher().checkUrl(SUITE.value()).delivered()).isTrue();
    assertThat(sandbox.pusher().checkCreateSuiteUrl(SUITE.value()).delivered()).isTrue();
    assertThat(sandbox.pusher().checkUpdateSuiteUrl(SUITE.value()).delivered()).isTrue();
    assertThat(sandbox.pusher().checkUrl(HR.value()).delivered()).isTrue();
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void checkForASuiteThatIsNotCreatedYetIsAnsweredInItsTerms() throws Exception {
    var answer =
        pushes
            .of("{\"EventType\":\"check_create_suite_url\",\"Random\":\"x\"}")
            .ownerKey("suite4xxxxxxxxxxxxxxx")
            .post();

    assertThat(answer.statusCode()).isEqualTo(200);
    var opened =
        new CallbackCrypto(app(SUITE).events())
            .open(json.readTree(answer.body()).get("encrypt").textValue());
    assertThat(opened.message()).isEqualTo("success");
    assertThat(opened.ownerKey()).isEqualTo("suite4xxxxxxxxxxxxxxx");
  }

  @Test
  void answerHasTheNamesThatDingTalkReads() throws Exception {
    var answer = pushes.of("{\"EventType\":\"check_url\"}").post();

    var body = json.readTree(answer.body());
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("msg_signature", "timeStamp", "nonce", "encrypt");
    assertThat(
            new CallbackCrypto(app(SUITE).events())
                .signed(
                    body.get("msg_signature").textValue(),
                    body.get("timeStamp").textValue(),
                    body.get("nonce").textValue(),
                    body.get("encrypt").textValue()))
        .isTrue();
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
  }

  @Test
  void pushedSuiteTicketServesFromThenOn() {
    assertThat(sandbox.pusher().suiteTicket(SUITE.value(), "ticket-by-batch").delivered()).isTrue();

    await().untilAsserted(() -> assertThat(freshToken()).isNotEmpty());
  }

  @Test
  void suiteTicketOfTheOldFormServesAsWell() throws Exception {
    sandbox.pusher().suiteTicket(SUITE.value(), "the-right-one");
    accepted(
        pushes.of(
            batch(row(2, "14999001", "suite_ticket", now(), "\"suiteTicket\":\"a-wrong-one\""))));
    await().until(() -> waiting() == 0);
    assertThatThrownBy(this::freshToken).isInstanceOf(DingTalkException.class);

    assertThat(sandbox.pusher().legacySuiteTicket(SUITE.value()).delivered()).isTrue();

    await().untilAsserted(() -> assertThat(freshToken()).isNotEmpty());
  }

  @Test
  void eachChangeOfAnAuthorisationArrives() {
    assertThat(sandbox.pusher().relieve(SUITE.value(), FOREIGN.value()).delivered()).isTrue();
    awaitState(AuthorisationState.RELIEVED);
    assertThat(sandbox.pusher().authorise(SUITE.value(), FOREIGN.value()).delivered()).isTrue();
    awaitState(AuthorisationState.AUTHORISED);
    assertThat(sandbox.pusher().stop(SUITE.value(), FOREIGN.value()).delivered()).isTrue();
    awaitState(AuthorisationState.STOPPED);
    assertThat(sandbox.pusher().restore(SUITE.value(), FOREIGN.value()).delivered()).isTrue();
    awaitState(AuthorisationState.AUTHORISED);
    assertThat(sandbox.pusher().change(SUITE.value(), FOREIGN.value()).delivered()).isTrue();
    awaitState(AuthorisationState.AUTHORISED);

    assertThat(authorisations.find(SUITE, FOREIGN))
        .get()
        .extracting(Authorisation::corpName)
        .isEqualTo(sandbox.world().corp(FOREIGN.value()).name());
    assertThat(authorisations.find(SUITE, FOREIGN).orElseThrow().agentId()).isNotNull();
  }

  @Test
  void relievedCorpHasNoTokenAnyMore() {
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    sandbox.pusher().suiteTicket(SUITE.value());
    await().untilAsserted(() -> assertThat(freshToken()).isNotEmpty());

    sandbox.pusher().relieve(SUITE.value(), FOREIGN.value());
    awaitState(AuthorisationState.RELIEVED);

    sandbox.journal().clear();
    assertThatThrownBy(() -> tokens.call(app(SUITE), FOREIGN, token -> token))
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.CORP_NOT_AUTHORIZED));
    assertThat(sandbox.journal().entries()).isEmpty();
  }

  @Test
  void removedAppIsRemovedAndDissolvedCorpIsGone() throws Exception {
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    awaitState(AuthorisationState.AUTHORISED);

    accepted(pushes.of(batch(row(7, "62282", "org_micro_app_remove", now(), ""))));
    awaitState(AuthorisationState.REMOVED);
    accepted(pushes.of(batch(row(16, FOREIGN.value(), "org_remove", now(), ""))));
    awaitState(AuthorisationState.RELIEVED);
  }

  @Test
  void stopOfAnotherAppOfTheSuiteIsNotOurs() throws Exception {
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    var id = UUID.randomUUID().toString();

    accepted(pushes.of(batch(row(7, "99999", "org_micro_app_stop", now(), eventId(id)))));

    await().until(() -> waiting() == 0);
    assertThat(lastState()).isEqualTo("KEPT");
    awaitState(AuthorisationState.AUTHORISED);
  }

  @Test
  void eventsOfTheOldFormCountAsWell() throws Exception {
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    awaitState(AuthorisationState.AUTHORISED);

    accepted(pushes.of(legacy("org_micro_app_stop")));
    awaitState(AuthorisationState.STOPPED);
    accepted(pushes.of(legacy("org_micro_app_restore")));
    awaitState(AuthorisationState.AUTHORISED);
    accepted(pushes.of(legacy("suite_relieve")));
    awaitState(AuthorisationState.RELIEVED);
    accepted(pushes.of(legacy("change_auth")));
    awaitState(AuthorisationState.AUTHORISED);
  }

  @Test
  void unknownTypesAreKept() throws Exception {
    accepted(pushes.of(batch(row(412, "x", "invented_yesterday", now(), eventId("u1")))));
    assertThat(List.of(last("type"), lastState())).containsExactly("invented_yesterday", "KEPT");

    accepted(pushesTo(HR).of("{\"EventType\":\"bpms_instance_change\",\"eventId\":\"u2\"}"));
    assertThat(List.of(last("type"), lastState())).containsExactly("bpms_instance_change", "KEPT");
  }

  @Test
  void storedEventIsSealed() throws Exception {
    accepted(
        pushes.of(
            batch(row(13, "some-user-id", "user_add_org", now(), "\"mobile\":\"13900001111\""))));

    var disk = databaseText();
    assertThat(disk).contains("user_add_org").doesNotContain("13900001111", "some-user-id");
  }

  @Test
  void samePushAgainIsAcknowledgedAndChangesNothing() {
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    var relieve =
        sandbox
            .pusher()
            .seal(
                SUITE.value(),
                batch(row(4, "14999001", "org_suite_relieve", now(), eventId("once"))));
    assertThat(sandbox.pusher().post(relieve).acknowledged()).isTrue();
    awaitState(AuthorisationState.RELIEVED);
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    awaitState(AuthorisationState.AUTHORISED);
    var before = stored();

    assertThat(sandbox.pusher().post(relieve).acknowledged()).isTrue();

    assertThat(stored()).isEqualTo(before);
    awaitState(AuthorisationState.AUTHORISED);
  }

  @Test
  void olderEventThatComesLateIsStale() throws Exception {
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    awaitState(AuthorisationState.AUTHORISED);
    var earlier = now().minus(Duration.ofMinutes(5));

    accepted(pushes.of(batch(row(4, "14999001", "org_suite_relieve", earlier, ""))));
    await().until(() -> waiting() == 0);
    assertThat(lastState()).isEqualTo("STALE");
    awaitState(AuthorisationState.AUTHORISED);

    sandbox.pusher().suiteTicket(SUITE.value(), "the-current-one");
    accepted(
        pushes.of(
            batch(row(2, "14999001", "suite_ticket", earlier, "\"suiteTicket\":\"an-old-one\""))));
    await().until(() -> waiting() == 0);
    assertThat(lastState()).isEqualTo("STALE");
    assertThat(freshToken()).isNotEmpty();
  }

  @Test
  void badRowsDoNotSpoilTheirBatch() throws Exception {
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    awaitState(AuthorisationState.AUTHORISED);
    var corpless =
        "{\"biz_type\":4,\"biz_data\":{\"syncAction\":\"org_suite_auth\",\"eventId\":\"%s\"}}"
            .formatted(UUID.randomUUID());
    var stop = row(7, "62282", "org_micro_app_stop", now(), "");
    var before = stored();

    accepted(
        pushes.of(
            "{\"EventType\":\"SYNC_HTTP_PUSH_MEDIUM\",\"bizData\":[%s]}"
                .formatted(String.join(",", "17", corpless, "{\"biz_type\":4}", stop))));

    assertThat(stored()).isEqualTo(before + 4);
    awaitState(AuthorisationState.STOPPED);
    await().until(() -> waiting() == 0);
    assertThat(lastStates(4)).containsExactly("PARKED", "PARKED", "PARKED", "APPLIED");
  }

  @Test
  void contentAsAnObjectAndNumbersAsTextsAreRead() throws Exception {
    sandbox.pusher().relieve(SUITE.value(), FOREIGN.value());
    awaitState(AuthorisationState.RELIEVED);

    accepted(
        pushes.of(
            """
            {"EventType":"SYNC_HTTP_PUSH_HIGH","bizData":[{
              "corp_id":"%s","biz_type":"4","biz_id":14999001,"gmt_modified":"%d",
              "biz_data":{"syncAction":"org_suite_auth","auth_corp_info":{"corp_name":"改名"},
                "auth_info":{"agent":[{"agentid":"1","appid":"5"},{"agentid":"77","appid":"62282"}]}}}]}"""
                .formatted(FOREIGN, now().toEpochMilli())));

    awaitState(AuthorisationState.AUTHORISED);
    assertThat(authorisations.find(SUITE, FOREIGN))
        .contains(new Authorisation(SUITE, FOREIGN, AuthorisationState.AUTHORISED, 77L, "改名"));
  }

  @Test
  void nothingIsAskedOfDingTalkByAPush() {
    sandbox.journal().clear();

    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    sandbox.pusher().suiteTicket(SUITE.value());
    await().until(() -> waiting() == 0);

    assertThat(sandbox.journal().entries()).isEmpty();
  }

  @Test
  void otherSpellingsOfTheQueryAreRead() throws Exception {
    var time = String.valueOf(clock.millis());
    var push = pushes.of("{\"EventType\":\"check_url\"}").timestamp(time);
    var signed = new CallbackCrypto(app(SUITE).events());
    var encrypt = signed.seal("{\"EventType\":\"check_url\"}", suiteKey(), new byte[16]);
    var signature = signed.signature(time, "a1B2c3D4", encrypt);

    accepted(
        push.encrypt(encrypt)
            .parameter("msg_signature", "")
            .parameter("signature", signature)
            .parameter("timestamp", "")
            .parameter("timeStamp", time));
  }

  @Test
  void everyFailedCheckHasTheSameAnswer() throws Exception {
    var text = batch(row(4, "14999001", "org_suite_relieve", now(), ""));
    var before = stored();
    var tooOld = now().minus(config.timestampWindow()).minusSeconds(60).toEpochMilli();
    var tooEarly = now().plus(config.timestampWindow()).plusSeconds(60).toEpochMilli();
    var answers = new ArrayList<HttpResponse<String>>();

    answers.add(pushes.of(text).parameter("msg_signature", "0".repeat(40)).post());
    answers.add(pushes.of(text).parameter("msg_signature", "").post());
    answers.add(pushes.of(text).parameter("nonce", "another").post());
    answers.add(pushes.of(text).parameter("nonce", "").post());
    answers.add(
        pushes.of(text).parameter("timestamp", String.valueOf(now().toEpochMilli() + 1)).post());
    answers.add(pushes.of(text).parameter("timestamp", "").post());
    answers.add(pushes.of(text).timestamp(String.valueOf(tooOld)).post());
    answers.add(pushes.of(text).timestamp(String.valueOf(tooEarly)).post());
    answers.add(pushes.of(text).timestamp("yesterday").post());
    answers.add(pushes.of(text).timestamp("9".repeat(30)).post());
    answers.add(pushes.of(text).ownerKey("dingsomebodyelse").post());
    answers.add(pushes.of(text).ownerKey("suite4xxxxxxxxxxxxxxx").post());
    answers.add(pushes.of(text).encrypt("not base64!").post());
    answers.add(pushes.of(text).encrypt("").post());
    answers.add(pushes.of(text).encrypt("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").post());
    for (var body :
        List.of("", "x", "null", "[]", "{}", "{\"encrypt\":null}", "{\"encrypt\":{}}")) {
      answers.add(pushes.post(Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(403);
    assertThat(answers)
        .extracting(answer -> answer.headers().firstValue("Content-Type").orElseThrow())
        .containsOnly(Problem.MEDIA_TYPE);
    var texts = new LinkedHashSet<String>();
    for (var answer : answers) {
      texts.add(answer.body().replaceAll("\"requestId\":\"[^\"]*\"", ""));
    }
    assertThat(texts).singleElement().asString().contains("event-refused");
    assertThat(stored()).isEqualTo(before);
  }

  /** DingTalk would push nothing else in its place: it is kept for whoever can make sense of it. */
  @ParameterizedTest
  @ValueSource(strings = {"no json", "[]", "", "{\"EventType\":\"user_add_o"})
  void pushThatIsNoObjectIsParked(String text) throws Exception {
    var before = stored();

    accepted(pushes.of(text));
    accepted(pushes.of(text));

    assertThat(stored()).isEqualTo(before + 1);
    assertThat(last("state")).isEqualTo("PARKED");
    assertThat(last("reason")).isEqualTo("the push is no JSON object");
  }

  @Test
  void pushWithinTheWindowIsTaken() throws Exception {
    var old = now().minus(config.timestampWindow()).plusSeconds(60).toEpochMilli();

    accepted(pushes.of("{\"EventType\":\"check_url\"}").timestamp(String.valueOf(old)));
  }

  @Test
  void keysOfOneAppDoNotOpenAnother() throws Exception {
    var crossed = new Pushes(apps.resolve(HR + "/events"), app(SUITE).events(), clock);

    assertThat(crossed.of("{\"EventType\":\"check_url\"}").post().statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "..%2F", "%00", "a%20b", "%E4%B8%AD"})
  void appThatIsNotThereIsNotFound(String app) throws Exception {
    var lost = new Pushes(URI.create(apps + app + "/events"), app(SUITE).events(), clock);

    assertThat(lost.of("{\"EventType\":\"check_url\"}").post().statusCode()).isIn(400, 404);
  }

  @Test
  void bodyOfMoreThanTwoMegabytesIsRefused() throws Exception {
    var large = pushes.post(Map.of(), new byte[2 * 1024 * 1024 + 1]);

    assertThat(large.statusCode()).isEqualTo(413);
  }

  private Pushes pushesTo(AppId app) {
    return new Pushes(apps.resolve(app + "/events"), app(app).events(), clock);
  }

  private App app(AppId id) {
    return registry.snapshot().app(id).orElseThrow();
  }

  private String suiteKey() {
    return sandbox.world().suite(SUITE.value()).suiteKey();
  }

  private Instant now() {
    return clock.instant();
  }

  private static String eventId(String id) {
    return "\"eventId\":\"" + id + "\"";
  }

  /** A row about {@link io.dinggate.cloud.testing.Apps#FOREIGN}. */
  private static String row(int bizType, String bizId, String action, Instant at, String more) {
    return """
    {"subscribe_id":"14999001_0","corp_id":"%s","biz_type":%d,"biz_id":"%s","gmt_modified":%d,
     "biz_data":{"syncAction":"%s"%s}}"""
        .formatted(
            FOREIGN, bizType, bizId, at.toEpochMilli(), action, more.isEmpty() ? "" : "," + more);
  }

  private static String batch(String row) {
    return "{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":[" + row + "]}";
  }

  private String legacy(String type) {
    return "{\"EventType\":\"%s\",\"SuiteKey\":\"%s\",\"TimeStamp\":\"%d\",\"AuthCorpId\":\"%s\",\"AppId\":\"62282\"}"
        .formatted(type, suiteKey(), now().toEpochMilli(), FOREIGN);
  }

  private static void accepted(Pushes.Push push) throws IOException, InterruptedException {
    assertThat(push.post().statusCode()).isEqualTo(200);
  }

  private void awaitState(AuthorisationState state) {
    await()
        .untilAsserted(
            () ->
                assertThat(authorisations.find(SUITE, FOREIGN))
                    .get()
                    .extracting(Authorisation::state)
                    .isEqualTo(state));
  }

  /** A token that was fetched for this call, with the suite ticket that the cloud knows. */
  private String freshToken() {
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    await().until(() -> waiting() == 0);
    return tokens.call(app(SUITE), FOREIGN, token -> token);
  }

  private int stored() {
    return Integer.parseInt(query("select count(*) from event").getFirst());
  }

  private int waiting() {
    return Integer.parseInt(query("select count(*) from event where state = 'WAITING'").getFirst());
  }

  private String last(String column) {
    return query("select " + column + " from event order by id desc limit 1").getFirst();
  }

  private String lastState() {
    return last("state");
  }

  private List<String> lastStates(int count) {
    return query("select state from event order by id desc limit " + count).reversed();
  }

  private List<String> query(String sql) {
    return reads.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
              values.add(rows.getString(1));
            }
            return values;
          }
        });
  }

  private String databaseText() throws IOException {
    var text = new StringBuilder();
    for (var file : List.of(world.database(), Path.of(world.database() + "-wal"))) {
      if (Files.exists(file)) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
