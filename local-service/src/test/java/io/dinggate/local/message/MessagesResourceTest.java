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

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.FakeCloud.Fault;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.model.UserRef;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a message, and that it is sent once. */
@LocalServiceTest
class MessagesResourceTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;

  @BeforeEach
  void freshCloud() {
    cloud.reset();
    clock.reset();
  }

  @Test
  void messageIsSentAndItsStateAnswered() {
    var id = newId();

    put(id, TO_ANNA)
        .statusCode(200)
        .body("id", equalTo(id))
        .body("state", equalTo("sent"))
        .body("content.content", equalTo("hello"))
        .body("recipients", hasSize(1))
        .body("recipients[0].corp", equalTo("ding-example"))
        .body("recipients[0].userId", equalTo("anna"))
        .body("recipients[0].state", equalTo("sent"))
        .body("recipients[0].reason", nullValue())
        .body("recipients[0].taskId", equalTo("256271667526"));

    get(id).statusCode(200).body("state", equalTo("sent"));
  }

  @Test
  void cloudKnowsTheMessageByAnIdOfTheSitesOwn() {
    put("my-id-1", TO_ANNA).statusCode(200);

    assertThat(cloud.messages.sent().keySet())
        .singleElement()
        .satisfies(id -> assertThat(UUID.fromString(id.value()).version()).isEqualTo(7));
  }

  @Test
  void repeatedRequestMakesNoSecondCall() {
    var id = newId();
    var first = put(id, TO_ANNA).extract().body().asString();
    var sameInOtherWords =
        """
        { "content": {"content": "hello", "type": "text"},
          "recipients": [{"userId": "anna", "corp": "ding-example"}] }""";

    var again = put(id, sameInOtherWords).statusCode(200).extract().body().asString();

    assertThat(again).isEqualTo(first);
    assertThat(cloud.count("send")).isEqualTo(1);
  }

  @Test
  void otherBodyUnderTheSameIdIsAConflict() {
    var id = newId();
    put(id, TO_ANNA).statusCode(200);

    put(id, text("good bye", user(People.ANNA)))
        .statusCode(409)
        .body("code", equalTo("message-conflict"));
    put(id, text("hello", user(People.BEN))).statusCode(409);

    assertThat(cloud.count("send")).isEqualTo(1);
  }

  @Test
  void sameIdFromAnotherCallerIsAnotherMessage() {
    var id = newId();
    put(id, TO_ANNA).statusCode(200);

    as.client("other-books", "messages:send")
        .body(text("good bye", user(People.ANNA)))
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(200)
        .body("content.content", equalTo("good bye"));

    get(id).body("content.content", equalTo("hello"));
  }

  @Test
  void fiftyAtOnceShareOneCallAndAgree() throws Exception {
    var id = newId();

    var answers = atOnce(50, _ -> put(id, TO_ANNA).extract().response());

    assertThat(answers).extracting(Response::statusCode).containsOnly(200);
    assertThat(new HashSet<>(answers.stream().map(answer -> answer.body().asString()).toList()))
        .hasSize(1);
    assertThat(cloud.count("send")).isEqualTo(1);
  }

  @Test
  void moreReadersThanConnectionsAreAllAnswered() throws Exception {
    var id = newId();
    put(id, TO_ANNA).statusCode(200);

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

    assertThat(answers).extracting(Response::statusCode).containsOnly(200, 409);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSize(1);
    assertThat(cloud.count("send")).isEqualTo(1);
  }

  @Test
  void recipientsSettleEachOnItsOwn() {
    cloud.messages.settleWith(
        user ->
            user.userId().value().equals("anna")
                ? new RecipientStatus(user, DeliveryState.SENT, null, null, "9007199254740993")
                : new RecipientStatus(
                    user, DeliveryState.FAILED, "user-not-found", "DingTalk 33012", null));
    var id = newId();

    put(id, text("hello", user(People.ANNA), user(People.BEN)))
        .statusCode(200)
        .body("state", equalTo("sent"))
        .body("recipients.state", contains("sent", "failed"))
        .body("recipients[0].taskId", equalTo("9007199254740993"))
        .body("recipients[1].reason", equalTo("user-not-found"))
        .body("recipients[1].detail", equalTo("DingTalk 33012"));
  }

  @Test
  void eachRecipientGoesByItsOwnCorp() {
    var namesake = People.person(People.OTHER_CORP, "anna", "Another Anna");

    put(newId(), text("hello", user(People.ANNA), user(namesake))).statusCode(200);

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

    put(newId(), text("hello", staff(tenant, "7"), staff(tenant, "8"), user(People.ANNA)))
        .statusCode(200)
        .body("state", equalTo("sent"))
        .body("recipients.state", contains("sent", "failed", "sent"))
        .body("recipients[0].staffId", equalTo("7"))
        .body("recipients[0].userId", equalTo("ben"))
        .body("recipients[1].reason", equalTo("unknown-recipient"))
        .body("recipients[1].userId", nullValue());

    assertThat(cloud.messages.sent().values())
        .singleElement()
        .satisfies(
            sent ->
                assertThat(sent.recipients())
                    .containsExactly(People.refOf(People.BEN), People.refOf(People.ANNA)));
  }

  @Test
  void withNobodyToDeliverToTheCloudIsNotAsked() {
    put(newId(), text("hello", staff("t", "nobody")))
        .statusCode(200)
        .body("state", equalTo("failed"));

    assertThat(cloud.count("send")).isZero();
  }

  @Test
  void whatNeverReachedTheCloudHasFailed() {
    cloud.goAway();
    var id = newId();

    put(id, TO_ANNA)
        .statusCode(200)
        .body("state", equalTo("failed"))
        .body("recipients[0].reason", equalTo("cloud-unavailable"));

    cloud.comeBack();
    put(id, TO_ANNA).body("state", equalTo("failed"));
    assertThat(cloud.count("send")).isZero();
  }

  @Test
  void refusalOfTheCloudIsTheReason() {
    cloud.refuse("send", ErrorCode.CONTENT_NOT_SUPPORTED, "suite-a sends templates only");

    put(newId(), TO_ANNA)
        .statusCode(200)
        .body("state", equalTo("failed"))
        .body("recipients[0].reason", equalTo("content-not-supported"))
        .body("recipients[0].detail", equalTo("suite-a sends templates only"));
  }

  @Test
  void lostAnswerIsUnknownAndAskingAgainSettlesItWithoutASecondMessage() {
    cloud.failNext("send", Fault.DROP_ANSWER);
    var id = newId();

    put(id, TO_ANNA)
        .statusCode(200)
        .body("state", equalTo("unknown"))
        .body("recipients[0].reason", equalTo("no-answer"));
    put(id, TO_ANNA).statusCode(200).body("state", equalTo("sent"));

    get(id).body("state", equalTo("sent"));
    assertThat(cloud.messages.sent()).hasSize(1);
  }

  @Test
  void pageOfAProxyIsNoAnswer() {
    cloud.failNext("send", Fault.BAD_GATEWAY);

    put(newId(), TO_ANNA).statusCode(200).body("state", equalTo("unknown"));
  }

  @Test
  void unknownStaysUnknownWhenTheSecondCallGetsNowhere() {
    cloud.failNext("send", Fault.DROP_ANSWER);
    var id = newId();
    put(id, TO_ANNA).body("state", equalTo("unknown"));

    cloud.refuse("send", ErrorCode.RATE_LIMITED, null);

    put(id, TO_ANNA).statusCode(200).body("state", equalTo("unknown"));
  }

  @Test
  void repeatedRequestIsAnsweredAlsoWhenItsCallerCouldNotSendItAnyMore() {
    var tenant = newId();
    var id = newId();
    var body = text("hello", staff(tenant, "7"));
    bind(tenant, "7", People.ANNA);
    as.person(People.ANNA).body(body).put("/api/v1/messages/" + id).then().statusCode(200);
    as.client("books", "bindings:write")
        .delete("/api/v1/bindings/" + tenant + "/7")
        .then()
        .statusCode(204);

    as.person(People.ANNA)
        .body(body)
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(200)
        .body("state", equalTo("sent"))
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
    put(id, body).statusCode(200);
    cloud.directory.withdraw(People.OTHER_CORP);
    clock.advance(Duration.ofMinutes(2));

    put(id, body).statusCode(200).body("state", equalTo("sent"));

    put(newId(), body).statusCode(403).body("code", equalTo("corp-not-allowed"));
  }

  @Test
  void readingTellsWhatHasBecomeOfWhatWasQueued() {
    cloud.messages.settleWith(MessagesResourceTest::queued);
    var id = newId();
    put(id, TO_ANNA).body("state", equalTo("queued"));
    get(id).statusCode(200).body("state", equalTo("queued"));

    cloud.messages.moveOn(MessagesResourceTest::delivered);

    await().untilAsserted(() -> get(id).statusCode(200).body("state", equalTo("sent")));
    assertThat(cloud.count("send")).isOne();
    as.client("books", "messages:read")
        .get("/api/v1/messages?limit=1")
        .then()
        .body("items[0].state", equalTo("sent"));
  }

  @Test
  void readingSettlesWhatIsUnknownForALostAnswer() {
    cloud.failNext("send", Fault.DROP_ANSWER);
    var id = newId();
    put(id, TO_ANNA).body("state", equalTo("unknown"));

    await().untilAsserted(() -> get(id).statusCode(200).body("state", equalTo("sent")));

    assertThat(cloud.count("send")).isOne();
  }

  @Test
  void readingWhatIsSettledAsksNobody() {
    var id = newId();
    put(id, TO_ANNA).body("state", equalTo("sent"));

    get(id).statusCode(200);

    assertThat(cloud.count("status")).isZero();
  }

  @Test
  void readingTellsWhatIsStoredWhileTheCloudIsAwayOrDoesNotKnow() {
    cloud.messages.settleWith(MessagesResourceTest::queued);
    var id = newId();
    put(id, TO_ANNA).body("state", equalTo("queued"));

    cloud.refuse("status", ErrorCode.NOT_FOUND, null);
    get(id).statusCode(200).body("state", equalTo("queued"));
    cloud.goAway();
    get(id).statusCode(200).body("state", equalTo("queued"));
  }

  @Test
  void readerDoesNotWaitForACloudThatTakesLongAndItsAnswerCounts() {
    cloud.messages.settleWith(MessagesResourceTest::queued);
    var id = newId();
    put(id, TO_ANNA).body("state", equalTo("queued"));
    cloud.messages.moveOn(MessagesResourceTest::delivered);
    cloud.failNext("status", Fault.LATE);

    get(id).statusCode(200).body("state", equalTo("queued"));
    cloud.answerLate();

    await().until(() -> stateInTheList(id).equals("sent"));
    assertThat(cloud.count("status")).isOne();
  }

  @Test
  void readingNeverMovesAStateBack() {
    cloud.failNext("send", Fault.DROP_ANSWER);
    cloud.messages.settleWith(MessagesResourceTest::queued);
    var id = newId();
    put(id, TO_ANNA).body("state", equalTo("unknown"));

    get(id).statusCode(200).body("state", equalTo("unknown"));

    assertThat(cloud.count("status")).isOne();
  }

  @Test
  void nobodysMessageIsNotFound() {
    get(newId()).statusCode(404).body("code", equalTo("not-found"));
  }

  @Test
  void appThatIsNamedIsPassedOn() {
    put(newId(), TO_ANNA.replace("\"content\":{", "\"app\":\"internal-hr\",\"content\":{"))
        .statusCode(200)
        .body("app", equalTo("internal-hr"));

    assertThat(cloud.messages.sent().values())
        .singleElement()
        .satisfies(sent -> assertThat(sent.app()).hasToString("internal-hr"));
  }

  private static RecipientStatus queued(UserRef user) {
    return new RecipientStatus(user, DeliveryState.QUEUED, null, null, null);
  }

  private static RecipientStatus delivered(UserRef user) {
    return new RecipientStatus(user, DeliveryState.SENT, null, null, "77");
  }

  private String stateInTheList(String id) {
    return as.client("books", "messages:read")
        .get("/api/v1/messages?limit=100")
        .path("items.find { it.id == '" + id + "' }.state");
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
