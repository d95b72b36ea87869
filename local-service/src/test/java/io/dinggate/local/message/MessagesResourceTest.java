package io.dinggate.local.message;

import static io.dinggate.local.message.Messages.TO_ANNA;
import static io.dinggate.local.message.Messages.newId;
import static io.dinggate.local.message.Messages.staff;
import static io.dinggate.local.message.Messages.text;
import static io.dinggate.local.message.Messages.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.FakeCloud.Fault;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a message, and that it is sent once. */
@LocalServiceTest
class MessagesResourceTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject Told told;
  @Inject TestDatabase database;

  @BeforeEach
  void freshCloud() {
    cloud.comeBack();
    clock.reset();
    told.nothingLeft();
    cloud.reset();
  }

  @Test
  void messageIsStoredAndAnsweredAtOnceThenForwarded() {
    var id = newId();

    put(id, TO_ANNA)
        .statusCode(202)
        .body("id", equalTo(id))
        .body("state", equalTo("queued"))
        .body("closed", equalTo(false))
        .body("content.content", equalTo("hello"))
        .body("total", equalTo(1))
        .body("counts", equalTo(Map.of("queued", 1)))
        .body("recipients", hasSize(1))
        .body("recipients[0].position", equalTo(0))
        .body("recipients[0].corp", equalTo("ding-example"))
        .body("recipients[0].userId", equalTo("anna"))
        .body("recipients[0].state", equalTo("queued"))
        .body("recipients[0].reason", nullValue())
        .body("history.what", contains("accepted"))
        .body("can.cancel", equalTo(true))
        .body("can.recall", equalTo(true))
        .body("can.requeue", equalTo(false));

    told.nothingLeft();
    get(id).statusCode(200).body("history.what", contains("accepted", "forwarded"));
    told.all(id, DeliveryState.SENT, null);
    get(id)
        .body("state", equalTo("sent"))
        .body("counts", equalTo(Map.of("sent", 1)))
        .body("recipients[0].taskId", equalTo("256271667526"))
        .body("history.what", contains("accepted", "forwarded", "changed"))
        .body("history[2].state", equalTo("sent"))
        .body("history[2].count", equalTo(1))
        .body("can.cancel", equalTo(false));
    assertThat(cloud.count("sendAll")).isOne();
  }

  @Test
  void cloudKnowsTheMessageByAnIdOfTheSitesOwn() {
    put("my-id-1", TO_ANNA);
    told.nothingLeft();

    assertThat(cloud.messages.sent().keySet())
        .singleElement()
        .satisfies(id -> assertThat(UUID.fromString(id.value()).version()).isEqualTo(7));
  }

  @Test
  void repeatedRequestIsAnsweredWithWhatStandsAndSendsNothing() {
    var id = newId();
    put(id, TO_ANNA).statusCode(202);
    told.all(id, DeliveryState.SENT, null);
    var sameInOtherWords =
        """
        { "content": {"content": "hello", "type": "text"},
          "recipients": [{"userId": "anna", "corp": "ding-example"}] }""";

    put(id, sameInOtherWords).statusCode(200).body("state", equalTo("sent"));

    assertThat(cloud.count("sendAll")).isOne();
  }

  @Test
  void otherBodyUnderTheSameIdIsAConflict() {
    var id = newId();
    put(id, TO_ANNA).statusCode(202);

    put(id, text("good bye", user(People.ANNA)))
        .statusCode(409)
        .body("code", equalTo("message-conflict"));
    put(id, text("hello", user(People.BEN))).statusCode(409);
    put(
            id,
            TO_ANNA.replace(
                "{\"recipients\"", "{\"options\":{\"priority\":\"urgent\"},\"recipients\""))
        .statusCode(409);

    told.nothingLeft();
    assertThat(cloud.messages.sent()).hasSize(1);
  }

  @Test
  void sameIdFromAnotherCallerIsAnotherMessage() {
    var id = newId();
    put(id, TO_ANNA).statusCode(202);

    as.client("other-books", "messages:send")
        .body(text("good bye", user(People.ANNA)))
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(202)
        .body("content.content", equalTo("good bye"));

    get(id).body("content.content", equalTo("hello"));
  }

  @Test
  void fiftyAtOnceAreStoredOnceAndAgree() throws Exception {
    var id = newId();

    var answers = atOnce(50, _ -> put(id, TO_ANNA).extract().response());

    assertThat(answers).extracting(Response::statusCode).containsOnly(200, 202);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 202)).hasSize(1);
    assertThat(answers).extracting(answer -> answer.path("id")).containsOnly(id);
    assertThat(answers).extracting(answer -> answer.path("state")).containsOnly("queued");
    assertThat(answers.stream().map(answer -> answer.<String>path("acceptedAt")).distinct())
        .hasSize(1);
    told.nothingLeft();
    assertThat(cloud.messages.sent()).hasSize(1);
  }

  @Test
  void moreReadersThanConnectionsAreAllAnswered() throws Exception {
    var id = newId();
    put(id, TO_ANNA).statusCode(202);

    var read = atOnce(200, _ -> get(id).extract().response());
    var repeated = atOnce(200, _ -> put(id, TO_ANNA).extract().response());

    assertThat(read).extracting(Response::statusCode).containsOnly(200);
    assertThat(repeated).extracting(Response::statusCode).containsOnly(200);
  }

  @Test
  void ofDifferentBodiesAtOnceExactlyOneWins() throws Exception {
    var id = newId();

    var answers =
        atOnce(
            16, number -> put(id, text("text " + number, user(People.ANNA))).extract().response());

    assertThat(answers).extracting(Response::statusCode).containsOnly(202, 409);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 202)).hasSize(1);
    told.nothingLeft();
    assertThat(cloud.messages.sent()).hasSize(1);
  }

  @Test
  void recipientsStandEachOnItsOwnAndAreExplained() {
    var id = newId();
    put(id, text("hello", user(People.ANNA), user(People.BEN))).statusCode(202);
    told.each(
        id,
        false,
        user ->
            user.userId().value().equals("anna")
                ? new RecipientStatus(user, DeliveryState.SENT, null, null, "9007199254740993")
                : new RecipientStatus(
                    user, DeliveryState.FAILED, "user-not-found", "DingTalk 33012", null));

    get(id)
        .body("state", equalTo("sent"))
        .body("recipients.state", contains("sent", "failed"))
        .body("recipients[0].taskId", equalTo("9007199254740993"))
        .body("recipients[0].explanation", nullValue())
        .body("recipients[1].reason", equalTo("user-not-found"))
        .body("recipients[1].explanation.en", equalTo("The organisation has no such user."))
        .body("recipients[1].explanation.zh", equalTo("组织中没有该用户。"))
        .body("recipients[1].detail", equalTo("DingTalk 33012"));
  }

  @Test
  void eachRecipientGoesByItsOwnCorp() {
    var namesake = People.person(People.OTHER_CORP, "anna", "Another Anna");

    put(newId(), text("hello", user(People.ANNA), user(namesake))).statusCode(202);

    told.nothingLeft();
    assertThat(cloud.messages.sent().values())
        .singleElement()
        .satisfies(
            sent ->
                assertThat(sent.recipients())
                    .containsExactly(People.refOf(People.ANNA), People.refOf(namesake)));
  }

  @Test
  void boundStaffGetsItByItsUserAndUnboundStaffFailsAlone() {
    var tenant = newId();
    bind(tenant, "7", People.BEN);
    var id = newId();

    put(id, text("hello", staff(tenant, "7"), staff(tenant, "8"), user(People.ANNA)))
        .statusCode(202)
        .body("state", equalTo("queued"))
        .body("counts", equalTo(Map.of("queued", 2, "failed", 1)))
        .body("recipients.state", contains("queued", "failed", "queued"))
        .body("recipients[0].staffId", equalTo("7"))
        .body("recipients[0].userId", equalTo("ben"))
        .body("recipients[1].reason", equalTo("unknown-recipient"))
        .body("recipients[1].explanation.en", startsWith("The recipient is not bound"))
        .body("recipients[1].userId", nullValue());

    told.nothingLeft();
    assertThat(cloud.messages.sent().values())
        .singleElement()
        .satisfies(
            sent ->
                assertThat(sent.recipients())
                    .containsExactly(People.refOf(People.BEN), People.refOf(People.ANNA)));
  }

  @Test
  void twoNamesOfOneUserAreOneDeliveryThatBothFollow() {
    var tenant = newId();
    bind(tenant, "7", People.ANNA);
    var id = newId();

    put(id, text("hello", staff(tenant, "7"), user(People.ANNA))).statusCode(202);
    told.all(id, DeliveryState.SENT, null);

    get(id).body("recipients.state", contains("sent", "sent"));
    assertThat(cloud.messages.sent().values())
        .singleElement()
        .satisfies(sent -> assertThat(sent.recipients()).hasSize(1));
  }

  @Test
  void departmentIsARowUntilItsPeopleFollow() {
    var id = newId();
    var department = new DepartmentRef(People.CORP, 7);

    put(id, text("hello", "{\"corp\":\"ding-example\",\"departmentId\":7}"))
        .statusCode(202)
        .body("recipients[0].departmentId", equalTo(7))
        .body("recipients[0].userId", nullValue())
        .body("total", equalTo(1))
        .body("counts", equalTo(Map.of("queued", 1)));
    var cloudId = told.cloudId(id);
    assertThat(cloud.messages.sent().get(cloudId).departments()).containsExactly(department);

    told.entry(
        cloud.messages.expand(
            cloudId, department, List.of(People.refOf(People.ANNA), People.refOf(People.BEN))));

    get(id)
        .body("total", equalTo(2))
        .body("counts", equalTo(Map.of("queued", 2)))
        .body("recipients.state", contains("accepted", "queued", "queued"))
        .body("recipients.departmentId", contains(7, 7, 7))
        .body("recipients[0].people", equalTo(2))
        .body("recipients.userId", contains(null, "anna", "ben"));
  }

  @Test
  void withNobodyToDeliverToTheCloudIsNotAskedAndTheMessageIsClosed() {
    put(newId(), text("hello", staff("t", "nobody")))
        .statusCode(202)
        .body("state", equalTo("failed"))
        .body("closed", equalTo(true))
        .body("can.cancel", equalTo(false));

    told.nothingLeft();
    assertThat(cloud.count("sendAll")).isZero();
  }

  @Test
  void messagesWaitForACloudThatIsAway() {
    cloud.goAway();
    var id = newId();

    put(id, TO_ANNA).statusCode(202).body("state", equalTo("queued"));
    get(id).body("state", equalTo("queued"));

    cloud.comeBack();
    told.nothingLeft();
    assertThat(cloud.messages.sent()).hasSize(1);
  }

  @Test
  void refusalOfOneIsItsReasonAndTheOthersGo() {
    cloud.goAway();
    var refused = newId();
    var taken = newId();
    put(refused, TO_ANNA);
    put(taken, TO_ANNA);
    cloud.messages.refuse(
        new MessageId(
            database.text("select id::text from message where message_id = '" + refused + "'")),
        ErrorCode.APP_NOT_ALLOWED);

    cloud.comeBack();
    told.nothingLeft();

    get(refused)
        .body("state", equalTo("failed"))
        .body("closed", equalTo(true))
        .body("recipients[0].reason", equalTo("app-not-allowed"))
        .body("history.what", contains("accepted", "refused", "changed", "closed"));
    get(taken).body("state", equalTo("queued"));
    assertThat(cloud.messages.sent()).hasSize(1);
  }

  @Test
  void batchThatTheCloudDoesNotReadGoesOneByOne() {
    cloud.refuse("sendAll", ErrorCode.VALIDATION, null);
    var id = newId();

    put(id, TO_ANNA).statusCode(202);

    told.nothingLeft();
    assertThat(cloud.messages.sent()).hasSize(1);
    assertThat(cloud.count("send")).isOne();
    get(id).body("history.what", contains("accepted", "forwarded"));
  }

  @Test
  void lostAnswerIsAskedForUnderTheSameIdAndNothingIsSentTwice() {
    cloud.failNext("sendAll", Fault.DROP_ANSWER);
    var id = newId();

    put(id, TO_ANNA).statusCode(202);

    told.nothingLeft();
    assertThat(cloud.count("sendAll")).isEqualTo(2);
    assertThat(cloud.messages.sent()).hasSize(1);
    get(id).body("state", equalTo("queued"));
  }

  @Test
  void repeatedRequestIsAnsweredAlsoWhenItsCallerCouldNotSendItAnyMore() {
    var tenant = newId();
    var id = newId();
    var body = text("hello", staff(tenant, "7"));
    bind(tenant, "7", People.ANNA);
    as.person(People.ANNA).body(body).put("/api/v1/messages/" + id).then().statusCode(202);
    as.client("books", "bindings:write")
        .delete("/api/v1/bindings/" + tenant + "/7")
        .then()
        .statusCode(204);

    as.person(People.ANNA)
        .body(body)
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(200)
        .body("recipients[0].userId", equalTo("anna"));
    as.person(People.ANNA)
        .body(body)
        .put("/api/v1/messages/" + newId())
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
  }

  @Test
  void repeatedRequestIsAnsweredAlsoWhenTheCorpIsNotTheSitesAnyMore() {
    var id = newId();
    var body = text("hello", user(People.person(People.OTHER_CORP, "mo", "Mo")));
    put(id, body).statusCode(202);
    told.nothingLeft();
    cloud.directory.withdraw(People.OTHER_CORP);
    clock.advance(Duration.ofMinutes(2));

    put(id, body).statusCode(200);
    put(id, body.replace("hello", "bye")).statusCode(409);

    put(newId(), body).statusCode(403).body("code", equalTo("corp-not-allowed"));
  }

  @Test
  void recipientsAreReadPartByPart() {
    var id = newId();
    var many =
        IntStream.range(0, 250)
            .mapToObj(number -> user(People.person(People.CORP, "user" + number, "x")))
            .toArray(String[]::new);

    var next =
        put(id, text("hello", many))
            .statusCode(202)
            .body("recipients", hasSize(100))
            .body("total", equalTo(250))
            .extract()
            .<String>path("nextRecipients");

    var second = recipients(id, "limit=100&cursor=" + next);
    assertThat(second.getList("items.userId")).hasSize(100).startsWith("user100");
    var third = recipients(id, "limit=100&cursor=" + second.getString("next"));
    assertThat(third.getList("items.userId")).hasSize(50).endsWith("user249");
    assertThat(third.getString("next")).isNull();
    assertThat(recipients(id, "state=sent").getList("items")).isEmpty();
    assertThat(recipients(id, "state=queued").getList("items")).hasSize(20);
  }

  @Test
  void cancellingWhatHasNotLeftSettlesItHere() {
    cloud.goAway();
    var id = newId();
    put(id, TO_ANNA);
    await()
        .until(() -> database.number("select count(*) from message_outbox where attempts > 0") > 0);

    wish(id, "cancel").statusCode(202);

    await()
        .untilAsserted(
            () ->
                get(id)
                    .body("state", equalTo("failed"))
                    .body("closed", equalTo(true))
                    .body("recipients[0].reason", equalTo("cancelled")));
    cloud.comeBack();
    told.nothingLeft();
    assertThat(cloud.messages.sent()).isEmpty();
    wish(id, "cancel").statusCode(202).body("state", equalTo("failed"));
  }

  @Test
  void cancellingWhatTheCloudHasIsTheCloudsToSettle() {
    var id = newId();
    put(id, TO_ANNA);
    told.nothingLeft();

    wish(id, "cancel").statusCode(202).body("can.cancel", equalTo(false));

    told.nothingLeft();
    get(id)
        .body("state", equalTo("failed"))
        .body("closed", equalTo(true))
        .body("recipients[0].reason", equalTo("cancelled"))
        .body(
            "history.what",
            contains("accepted", "forwarded", "cancel-requested", "changed", "closed"));
    assertThat(cloud.count("cancel")).isOne();
  }

  @Test
  void recallTakesBackWhatWasSentAndIsTooLateForWhatIsClosed() {
    var id = newId();
    put(id, TO_ANNA);
    told.all(id, DeliveryState.READ, null);

    wish(id, "recall").statusCode(202);
    told.nothingLeft();
    get(id).body("state", equalTo("recalled")).body("can.recall", equalTo(false));
    wish(id, "recall").statusCode(202);
    assertThat(cloud.count("recall")).isOne();

    var old = newId();
    put(old, TO_ANNA);
    told.each(old, true, user -> new RecipientStatus(user, DeliveryState.READ, null, null, "1"));
    wish(old, "recall").statusCode(409).body("code", equalTo("recall-too-late"));
  }

  @Test
  void operatorHasTriedOnceMoreWhatWasGivenUpHere() {
    cloud.goAway();
    var id = newId();
    put(id, TO_ANNA);
    clock.advance(Duration.ofDays(4));
    await()
        .untilAsserted(
            () ->
                get(id)
                    .body("state", equalTo("failed"))
                    .body("recipients[0].reason", equalTo("gave-up"))
                    .body("can.requeue", equalTo(false)));
    clock.reset();
    cloud.comeBack();
    as.client("books", "messages:send")
        .post("/api/v1/messages/" + id + "/requeue")
        .then()
        .statusCode(403);

    var path = "/api/v1/messages/" + id;
    var query = "?caller=client:books";
    as.person(People.OLGA).get(path + query).then().body("can.requeue", equalTo(true));
    as.person(People.OLGA)
        .post(path + "/requeue" + query)
        .then()
        .statusCode(202)
        .body("state", equalTo("queued"))
        .body("closed", equalTo(false))
        .body("can.requeue", equalTo(false));

    told.nothingLeft();
    assertThat(cloud.messages.sent()).hasSize(1);
  }

  @Test
  void nobodysMessageIsNotFound() {
    get(newId()).statusCode(404).body("code", equalTo("not-found"));
    wish(newId(), "cancel").statusCode(404);
  }

  @Test
  void appAndOptionsAreKeptAndPassedOn() {
    var id = newId();
    put(
            id,
            TO_ANNA.replace(
                "\"content\":{",
                "\"app\":\"internal-hr\",\"options\":{\"priority\":\"urgent\","
                    + "\"notAfter\":\"2126-11-27T08:00:00Z\"},\"content\":{"))
        .statusCode(202)
        .body("app", equalTo("internal-hr"))
        .body("options", equalTo(Map.of("priority", "urgent", "notAfter", "2126-11-27T08:00:00Z")));
    told.nothingLeft();

    get(id).body("options.priority", equalTo("urgent"));
    assertThat(cloud.messages.sent().values())
        .singleElement()
        .satisfies(sent -> assertThat(sent.app()).hasToString("internal-hr"))
        .satisfies(sent -> assertThat(sent.delivery().urgent()).isTrue());
  }

  @Test
  void timesBeyondReasonAreNotTheServersTrouble() {
    put(
            newId(),
            TO_ANNA.replace(
                "\"content\":{",
                "\"options\":{\"notBefore\":\"+999999999-01-01T00:00:00Z\"},\"content\":{"))
        .statusCode(400)
        .body("violations[0].path", equalTo("options.notBefore"));
  }

  @Test
  void contentIsNotReadableInTheDatabase() {
    var id = newId();
    put(id, TO_ANNA).statusCode(202);

    assertThat(database.dump("message", "message_outbox", "message_history"))
        .contains(id)
        .doesNotContain("hello");
  }

  private JsonPath recipients(String id, String query) {
    return as.client("books", "messages:read")
        .get("/api/v1/messages/" + id + "/recipients?" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private ValidatableResponse wish(String id, String wish) {
    return as.client("books", "messages:send").post("/api/v1/messages/" + id + "/" + wish).then();
  }

  private void bind(String tenant, String staff, LoginUser user) {
    as.client("books", "bindings:write")
        .body(user(user))
        .put("/api/v1/bindings/" + tenant + "/" + staff)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse put(String id, String body) {
    return as.client("books", "messages:send").body(body).put("/api/v1/messages/" + id).then();
  }

  private ValidatableResponse get(String id) {
    return as.client("books", "messages:read").get("/api/v1/messages/" + id).then();
  }

  private interface Call {
    Response make(int number);
  }

  private static List<Response> atOnce(int count, Call call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<Response>>();
      for (var number = 0; number < count; number++) {
        var mine = number;
        futures.add(threads.submit(() -> call.make(mine)));
      }
      var answers = new ArrayList<Response>();
      for (var future : futures) {
        answers.add(future.get(60, TimeUnit.SECONDS));
      }
      return answers;
    }
  }
}
