package io.dinggate.cloud.message;

import static io.dinggate.cloud.site.SiteCaller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.platform.Ids;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.message.SentMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class MessagesResourceTest {

  private static final String EAST = "dingeast00000001";
  private static final String NORTH = "dingnorth0000001";
  private static final String ASYNCSEND = "/topapi/message/corpconversation/asyncsend_v2";

  @Inject MovableClock clock;
  @Inject Reads reads;
  @Inject MessageCleanup cleanup;

  Sandbox sandbox;
  CloudWorld world;
  private World.Site east;
  private World.Site north;
  private int earlier;
  private final String id = Ids.uuidV7().toString();

  @BeforeEach
  void begin() {
    east = sandbox.world().site("east");
    north = sandbox.world().site("north");
    SiteCaller.warmUp(east, EAST, "wangfang", "internal-hr");
    SiteCaller.warmUp(north, NORTH, "zhangsan", "suite-main");
    sandbox.journal().clear();
    earlier = sandbox.messages().size();
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
    clock.reset();
  }

  @Test
  void internalAppSendsTextAndTheStateIsToldAndKept() {
    put(east, id, text("质检完成", "wangfang", "liwei"))
        .statusCode(202)
        .body("id", equalTo(id))
        .body("version", equalTo(1))
        .body("recipients", hasSize(2))
        .body("recipients[0].user.corp", equalTo(EAST))
        .body("recipients[0].user.userId", equalTo("wangfang"))
        .body("recipients[0].reason", nullValue());
    var task =
        awaitState(east, id, "sent")
            .body("recipients.state", everyItem(equalTo("sent")))
            .extract()
            .<String>path("recipients[0].taskId");

    assertThat(sent()).hasSize(1);
    var sent = sent().getFirst();
    assertThat(sent.appId()).isEqualTo("internal-hr");
    assertThat(sent.userIds()).containsExactly("wangfang", "liwei");
    assertThat(sent.body().at("/text/content").asText()).isEqualTo("质检完成");
    assertThat(task).isEqualTo(Long.toString(sent.taskId()));
    get(east, id).statusCode(200).body("recipients[1].taskId", equalTo(task));
  }

  @Test
  void suiteSendsATemplate() {
    put(
            north,
            id,
            body(
                NORTH,
                Map.of(
                    "type",
                    "template",
                    "templateId",
                    "tpl-notice-1",
                    "variables",
                    Map.of("title", "发货", "content", "已发出")),
                "zhangsan"))
        .statusCode(202);
    awaitState(north, id, "sent");

    var sent = sent().getFirst();
    assertThat(sent.templateId()).isEqualTo("tpl-notice-1");
    assertThat(sent.body().get("content").asText()).isEqualTo("已发出");
    assertThat(sent.corpId()).isEqualTo(NORTH);
  }

  @Test
  void repeatedIdMakesNoSecondCall() {
    put(east, id, text("once", "wangfang")).statusCode(202);
    awaitState(east, id, "sent");
    put(east, id, text("once", "wangfang")).statusCode(202).body("state", equalTo("sent"));

    assertThat(sandbox.journal().sendCalls()).isOne();
  }

  @Test
  void idStandsForOneBody() {
    put(east, id, text("one", "wangfang")).statusCode(202);
    awaitState(east, id, "sent");

    put(east, id, text("two", "wangfang"))
        .statusCode(409)
        .body("code", equalTo("message-conflict"));
    put(east, id, text("one", "liwei")).statusCode(409);
    assertThat(sandbox.journal().sendCalls()).isOne();
  }

  @Test
  void fiftyAtOnceMakeOneCallAndAgree() throws ExecutionException, InterruptedException {
    var body = text("fifty", "wangfang");
    sandbox.faults().hold(ASYNCSEND);
    var answers = new ArrayList<Future<String>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 50; i++) {
        answers.add(threads.submit(() -> put(east, id, body).statusCode(202).extract().asString()));
      }
    }
    sandbox.faults().awaitHeld(ASYNCSEND, 1, Duration.ofSeconds(30));
    sandbox.faults().release(ASYNCSEND);
    var distinct = new HashSet<String>();
    for (var answer : answers) {
      distinct.add(answer.get());
    }

    assertThat(distinct).hasSize(1);
    assertThat(distinct.iterator().next()).contains("\"state\":\"queued\"");
    awaitState(east, id, "sent");
    assertThat(sandbox.journal().sendCalls()).isOne();
  }

  @Test
  void answerThatIsLostAfterTheSendLeavesTheStateUnknown() {
    sandbox.faults().dropAfterSend(1);

    put(east, id, text("lost", "wangfang")).statusCode(202);
    awaitState(east, id, "unknown").body("recipients[0].reason", equalTo("no-answer"));
    put(east, id, text("lost", "wangfang")).body("state", equalTo("unknown"));
    assertThat(sent()).hasSize(1);
  }

  @Test
  void refusalOfDingTalkFailsWithItsReasonAndCode() {
    sandbox.faults().permissionMissingNext(ASYNCSEND, 1, "qyapi_message");

    put(east, id, text("refused", "wangfang")).statusCode(202);
    awaitState(east, id, "failed")
        .body("closed", equalTo(true))
        .body("recipients[0].reason", equalTo("dingtalk-permission-missing"))
        .body("recipients[0].detail", containsString("qyapi_message"));
  }

  @Test
  void throttledTaskIsSentAfterAPause() {
    sandbox.faults().throttleNext(ASYNCSEND, 1);

    put(east, id, text("throttled", "wangfang")).statusCode(202);
    await()
        .untilAsserted(
            () -> get(east, id).body("recipients[0].reason", equalTo("dingtalk-throttled")));
    assertThat(sent()).isEmpty();
    awaitState(east, id, "sent");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void cancelledMessageIsNotSent() {
    var later = new HashMap<>(text("later", "wangfang"));
    later.put("options", Map.of("notBefore", clock.instant().plusSeconds(3600).toString()));
    put(east, id, later).statusCode(202).body("state", equalTo("queued"));

    as(north, "messages:send").post("/api/v1/messages/{id}/cancel", id).then().statusCode(404);
    as(east, "messages:send")
        .post("/api/v1/messages/{id}/cancel", id)
        .then()
        .statusCode(200)
        .body("state", equalTo("failed"))
        .body("closed", equalTo(true))
        .body("recipients[0].reason", equalTo("cancelled"));
    as(east, "messages:send")
        .post("/api/v1/messages/{id}/requeue", id)
        .then()
        .statusCode(200)
        .body("state", equalTo("failed"));
  }

  @Test
  void batchAnswersEachMessage() {
    var second = Ids.uuidV7().toString();
    var foreign = body(NORTH, Map.of("type", "text", "content", "x"), "zhangsan");
    as(east, "messages:send")
        .body(
            Map.of(
                "messages",
                List.of(
                    Map.of("id", id, "message", text("one of two", "wangfang")),
                    Map.of("id", second, "message", foreign))))
        .post("/api/v1/messages")
        .then()
        .statusCode(200)
        .body("messages[0].id", equalTo(id))
        .body("messages[0].problem", nullValue())
        .body("messages[1].acceptedAt", nullValue())
        .body("messages[1].problem.code", equalTo("corp-not-allowed"));
    awaitState(east, id, "sent");
    get(east, second).statusCode(404);
  }

  @Test
  void idThatComesTwiceInABatchIsStoredOnce() {
    var one = Map.of("id", id, "message", text("the first", "wangfang"));
    var other = Map.of("id", id, "message", text("another", "wangfang"));
    for (var round = 0; round < 2; round++) {
      as(east, "messages:send")
          .body(Map.of("messages", List.of(one, other, one)))
          .post("/api/v1/messages")
          .then()
          .statusCode(200)
          .body("messages[0].acceptedAt", notNullValue())
          .body("messages[0].problem", nullValue())
          .body("messages[1].acceptedAt", nullValue())
          .body("messages[1].problem.code", equalTo("message-conflict"))
          .body("messages[2].acceptedAt", notNullValue())
          .body("messages[2].problem", nullValue());
    }
    awaitState(east, id, "sent");
    assertThat(sandbox.journal().sendCalls()).isEqualTo(1);
  }

  @Test
  void manyRecipientsAreSentInTasks() {
    var users = IntStream.range(0, 250).mapToObj(i -> "user" + i).toArray(String[]::new);

    put(east, id, text("many", users)).statusCode(202).body("recipients", hasSize(250));

    awaitState(east, id, "sent");
    assertThat(sent())
        .extracting(message -> message.userIds().size())
        .containsExactlyInAnyOrder(100, 100, 50);
  }

  @Test
  void whatMayNotBeSentIsNotStored() {
    var foreign = body(NORTH, Map.of("type", "text", "content", "x"), "zhangsan");
    put(east, id, foreign).statusCode(403).body("code", equalTo("corp-not-allowed"));
    get(east, id).statusCode(404);

    put(north, id, foreign).statusCode(422).body("code", equalTo("content-not-supported"));
    get(north, id).statusCode(404);

    put(
            east,
            id,
            body(
                EAST,
                Map.of("type", "template", "templateId", "t", "variables", Map.of()),
                "wangfang"))
        .statusCode(422)
        .body("code", equalTo("content-not-supported"));

    var named = new HashMap<>(text("x", "wangfang"));
    named.put("app", "nowhere");
    put(east, id, named).statusCode(403).body("code", equalTo("app-not-allowed"));
    get(east, id).statusCode(404).body("code", equalTo("not-found"));
    assertThat(sandbox.journal().sendCalls()).isZero();
  }

  @Test
  void whomTheAppMustNotSeeFailsAloneAndTheOthersGetIt() {
    put(east, id, text("seen", "wangfang", "sunhidden", "liwei")).statusCode(202);

    await()
        .untilAsserted(
            () ->
                get(east, id)
                    .body("recipients.state", equalTo(List.of("sent", "failed", "sent")))
                    .body("recipients[1].reason", equalTo("user-not-visible")));
    assertThat(sent().stream().flatMap(message -> message.userIds().stream()))
        .containsExactlyInAnyOrder("wangfang", "liwei");
  }

  @Test
  void timesBeyondReasonAreNotTheServersTrouble() {
    var far = new HashMap<>(text("far", "wangfang"));
    far.put("options", Map.of("notBefore", "+999999999-01-01T00:00:00Z"));
    put(east, id, far)
        .statusCode(400)
        .body("code", equalTo("validation"))
        .body("violations[0].path", equalTo("options.notBefore"));
    far.put("options", Map.of("notAfter", "+999999999-01-01T00:00:00Z"));
    as(east, "messages:send")
        .body(Map.of("messages", List.of(Map.of("id", id, "message", far))))
        .post("/api/v1/messages")
        .then()
        .statusCode(400);
    get(east, id).statusCode(404);
  }

  @Test
  void sitesHaveTheirOwnIds() {
    put(east, id, text("mine", "wangfang")).statusCode(202);

    get(north, id).statusCode(404).body("code", equalTo("not-found"));
    put(
            north,
            id,
            body(
                NORTH,
                Map.of(
                    "type",
                    "template",
                    "templateId",
                    "tpl-notice-1",
                    "variables",
                    Map.of("title", "a", "content", "b")),
                "zhangsan"))
        .statusCode(202);
    awaitState(north, id, "sent");
  }

  @Test
  void oldMessagesAreForgotten() {
    put(east, id, text("old", "wangfang")).statusCode(202);
    awaitState(east, id, "sent");
    clock.advance(Duration.ofDays(91));
    cleanup.forget();

    for (var table : List.of("message", "task", "recipient")) {
      assertThat(count("select count(*) from " + table)).as(table).isZero();
    }
  }

  @Test
  void neitherTextNorRecipientsStandInTheDatabaseInClear() throws IOException {
    put(east, id, text("streng geheim", "wangfang")).statusCode(202);
    awaitState(east, id, "sent");

    var wal = world.database().resolveSibling("cloud.db-wal");
    var bytes =
        Files.readString(world.database(), StandardCharsets.ISO_8859_1)
            + Files.readString(wal, StandardCharsets.ISO_8859_1);

    assertThat(bytes).contains(id).doesNotContain("streng geheim", "wangfang");
  }

  private List<SentMessage> sent() {
    return sandbox.messages().subList(earlier, sandbox.messages().size());
  }

  private long count(String sql) {
    return reads.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
          }
        });
  }

  private static ValidatableResponse put(World.Site site, String id, Map<String, ?> body) {
    return as(site, "messages:send").body(body).put("/api/v1/messages/{id}", id).then();
  }

  private static ValidatableResponse get(World.Site site, String id) {
    return as(site, "messages:read").get("/api/v1/messages/{id}", id).then();
  }

  private static ValidatableResponse awaitState(World.Site site, String id, String state) {
    await().untilAsserted(() -> get(site, id).statusCode(200).body("state", equalTo(state)));
    return get(site, id);
  }

  private static Map<String, Object> text(String text, String... users) {
    return body(EAST, Map.of("type", "text", "content", text), users);
  }

  private static Map<String, Object> body(String corp, Map<String, ?> content, String... users) {
    var recipients =
        List.of(users).stream().map(user -> Map.of("corp", corp, "userId", user)).toList();
    return Map.of("recipients", recipients, "content", content);
  }
}
