package io.dinggate.local.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.local.feed.FeedApplier;
import io.dinggate.local.platform.Transactions;
import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.LogLines;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.MessageId;
import io.dinggate.model.RequestId;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.request.RequestResult;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the feed tells of requests, whenever it tells it. */
@LocalServiceTest
class RequestResultsTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject TestDatabase database;
  @Inject FedRequests fed;
  @Inject Transactions transactions;
  @Inject RequestGap gap;
  @Inject ExpiredRequests expired;
  @Inject ForgottenRequests forgotten;
  @Inject FeedApplier<MessageChanged> changes;

  @BeforeEach
  void begin() {
    clock.reset();
    cloud.reset();
    database.run("delete from request");
    database.run("delete from directory_step");
    TestSigner.install();
  }

  @Test
  void userIsTheResultAndIsReadAnewForTheMirror() throws IOException {
    var id = signed(Bodies.USER);

    fed.tell(id, fed.example(1));

    read(id)
        .body("state", equalTo("done"))
        .body("kind", equalTo("user"))
        .body("user.name", equalTo("王芳"))
        .body("user.departments", contains(1))
        .body("problem", nullValue());
    assertThat(database.text("select string_agg(subject, ',') from directory_step"))
        .isEqualTo("wangfang");
    assertThat(cloud.count("user")).isZero();
    assertThat(database.dump("request")).doesNotContain("王芳", "union-1");
  }

  @Test
  void departmentsAreTheResult() throws IOException {
    var id = signed(Bodies.DEPARTMENTS);

    fed.tell(id, fed.example(2));

    read(id)
        .body("state", equalTo("done"))
        .body("departments.name", contains("质检组"))
        .body("departments.departmentId", contains(4))
        .body("user", nullValue());
  }

  @Test
  void refusalIsToldAsTheCloudSaidIt() throws IOException {
    var id = signed(Bodies.USER);

    fed.tell(id, fed.example(3));

    read(id)
        .body("state", equalTo("refused"))
        .body("problem.code", equalTo("user-not-found"))
        .body("problem.requestId", equalTo("q-1"));
  }

  @Test
  void messageIsInTheBookAsOneThatTheCloudHas() {
    var id = signed(Bodies.MESSAGE);
    message(id, 404);

    fed.tell(id, fed.taken(id, 1, DeliveryState.QUEUED));

    read(id).body("state", equalTo("done")).body("message", equalTo(id.value()));
    message(id, 200)
        .body("content.content", equalTo("hello"))
        .body("recipients.userId", contains("anna"))
        .body("state", equalTo("queued"))
        .body("history.what", contains("accepted", "forwarded"));
    assertThat(inTheOutbox(id)).isZero();
    assertThat(cloud.count("send")).isZero();
    assertThat(database.text("select draft from request where id = '" + id + "'")).isNull();

    tell(id, 2, DeliveryState.SENT);
    message(id, 200).body("state", equalTo("sent"));
  }

  @Test
  void messageCanBeCancelledLikeEveryOtherOne() {
    var id = signed(Bodies.MESSAGE);
    fed.tell(id, fed.taken(id, 1, DeliveryState.QUEUED));

    as.client(TestClients.BOOKS)
        .body("{}")
        .post("/api/v1/messages/" + id + "/cancel")
        .then()
        .statusCode(202);
  }

  @Test
  void staffStandInTheMessageAsTheyWereNamed() {
    var tenant = "t-" + id();
    as.client(TestClients.BOOKS)
        .body("{\"corp\":\"ding-example\",\"userId\":\"anna\"}")
        .put("/api/v1/bindings/" + tenant + "/7")
        .then()
        .statusCode(200);
    var id =
        signed(
            """
            {"kind":"message","message":{
              "recipients":[{"tenantId":"%1$s","staffId":"7"},{"tenantId":"%1$s","staffId":"8"}],
              "content":{"type":"text","content":"x"}}}"""
                .formatted(tenant));

    fed.tell(id, fed.taken(id, 3, DeliveryState.SENT));

    message(id, 200)
        .body("recipients.staffId", contains("7", "8"))
        .body("recipients.state", contains("sent", "failed"))
        .body("recipients[1].reason", equalTo("unknown-recipient"));
  }

  @Test
  void resultCountsOnceHoweverOftenItComes() throws IOException {
    var id = signed(Bodies.MESSAGE);
    fed.tell(id, fed.taken(id, 1, DeliveryState.QUEUED));
    tell(id, 2, DeliveryState.SENT);
    var before = database.dump("request", "message", "message_recipient", "message_history");

    fed.tell(id, fed.taken(id, 1, DeliveryState.QUEUED));
    fed.tell(id, fed.example(3));

    assertThat(database.dump("request", "message", "message_recipient", "message_history"))
        .isEqualTo(before);
  }

  @Test
  void whatFailsLeavesNothing() {
    var id = signed(Bodies.MESSAGE);

    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      apply(id, fed.taken(id, 1, DeliveryState.QUEUED));
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");

    assertThat(fed.stateOf(id)).isEqualTo("WAITING");
    message(id, 404);
  }

  @Test
  void newsThatComeBeforeTheResultSayNothing() {
    var id = signed(Bodies.MESSAGE);
    try (var log = LogLines.of("io.dinggate.local")) {
      tell(id, 2, DeliveryState.SENT);
      assertThat(log.all()).isEmpty();
    }

    fed.tell(id, fed.taken(id, 3, DeliveryState.READ));

    message(id, 200).body("state", equalTo("read"));
  }

  @Test
  void resultOfSomebodyElsesRequestIsPassedOver() throws IOException {
    fed.tell(new RequestId("r-11"), fed.example(0));
    fed.tell(new RequestId(id()), fed.example(1));

    assertThat(database.number("select count(*) from request")).isZero();
  }

  @Test
  void idThatTheCallerHasUsedMeanwhileIsLeftToTheOtherMessage() {
    var id = signed(Bodies.MESSAGE);
    as.client(TestClients.BOOKS)
        .body(
            """
            {"recipients":[{"corp":"ding-example","userId":"ben"}],
             "content":{"type":"text","content":"other"}}""")
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(202);

    fed.tell(id, fed.taken(id, 1, DeliveryState.QUEUED));

    message(id, 200).body("content.content", equalTo("other"));
    var other = read(id).extract().<String>path("message");
    assertThat(other).isNotEqualTo(id.value());
    as.client(TestClients.BOOKS)
        .get("/api/v1/messages/" + other)
        .then()
        .body("content.content", equalTo("hello"));
  }

  @Test
  void timeAloneEndsNothingWhileTheFeedIsBehind() throws IOException {
    var id = signed(Bodies.USER);
    clock.advance(Duration.ofDays(3));
    caughtUp(clock.now().minus(Duration.ofDays(3)));
    read(id).body("state", equalTo("waiting"));

    caughtUp(clock.now());

    read(id)
        .body("state", equalTo("expired"))
        .body("problem.code", equalTo("request-token-expired"));
    fed.tell(id, fed.example(1));
    read(id).body("state", equalTo("done")).body("user.name", equalTo("王芳"));
  }

  @ParameterizedTest
  @CsvSource({"PT12M, waiting", "PT12M2S, expired"})
  void resultMayTakeItsTime(Duration after, String state) {
    var id = signed(Bodies.USER);
    var signedAt = Instant.parse(read(id).extract().path("createdAt"));

    caughtUp(signedAt.plus(after));

    read(id).body("state", equalTo(state));
  }

  @Test
  void afterAGapNobodyKnowsWhatCameOfAnOldRequest() throws IOException {
    var old = signed(Bodies.USER);
    clock.advance(Duration.ofMinutes(3));
    var young = signed(Bodies.USER);

    transactions.run(gap::entriesWereLost);

    read(old)
        .body("state", equalTo("unknown"))
        .body("problem.detail", containsString("nobody knows"));
    read(young).body("state", equalTo("waiting"));
    fed.tell(old, fed.example(1));
    read(old).body("state", equalTo("done"));
  }

  @Test
  void afterAGapTheCloudIsAskedAboutTheMessage() {
    var id = signed(Bodies.MESSAGE);
    clock.advance(Duration.ofMinutes(3));

    transactions.run(gap::entriesWereLost);

    read(id).body("state", equalTo("unknown")).body("message", equalTo(id.value()));
    message(id, 200).body("content.content", equalTo("hello"));
    await()
        .untilAsserted(() -> message(id, 200).body("recipients[0].reason", equalTo("interrupted")));
    assertThat(cloud.count("send")).isZero();

    fed.tell(id, fed.taken(id, 4, DeliveryState.DELIVERED));
    read(id).body("state", equalTo("done"));
    message(id, 200).body("state", equalTo("delivered"));
  }

  @Test
  void resultOfANewerKindIsNoError() {
    var id = signed(Bodies.USER);

    fed.tell(id, new RequestResult.Unrecognized());

    read(id).body("state", equalTo("unknown")).body("problem.code", equalTo("unknown"));
  }

  @Test
  void requestsAreForgottenWithTheirTime() {
    var id = signed(Bodies.USER);
    clock.advance(Duration.ofDays(30).minusMinutes(1));
    forgotten.forget();
    assertThat(fed.stateOf(id)).isEqualTo("WAITING");
    clock.advance(Duration.ofMinutes(2));

    forgotten.forget();

    assertThat(database.number("select count(*) from request")).isZero();
  }

  @Test
  void resultIsTheCallersAlone() throws IOException {
    var id = signed(Bodies.USER);
    fed.tell(id, fed.example(1));

    as.client(TestClients.OTHER_BOOKS).get("/api/v1/requests/" + id).then().statusCode(404);
    as.client(TestClients.OTHER_BOOKS)
        .get("/api/v1/requests")
        .then()
        .body("items.id", not(hasItem(id.value())));
    as.person(People.ANNA).get("/api/v1/requests/" + id).then().statusCode(404);
  }

  private RequestId signed(String body) {
    return fed.signed(as.client(TestClients.BOOKS), body);
  }

  private ValidatableResponse read(RequestId id) {
    return as.client(TestClients.BOOKS).get("/api/v1/requests/" + id).then().statusCode(200);
  }

  private ValidatableResponse message(RequestId id, int status) {
    return as.client(TestClients.BOOKS).get("/api/v1/messages/" + id).then().statusCode(status);
  }

  private long inTheOutbox(RequestId id) {
    return database.number("select count(*) from message_outbox where message = '" + id + "'");
  }

  private void caughtUp(Instant before) {
    transactions.run(() -> expired.everythingWasRead(before));
  }

  /** An entry about the message itself. */
  private void tell(RequestId id, long version, DeliveryState state) {
    var item =
        new MessageChanged(
            new MessageId(id.value()),
            version,
            false,
            List.of(new RecipientStatus(People.refOf(People.ANNA), state, null, null, "1")),
            List.of());
    transactions.run(() -> apply(item));
  }

  private void apply(RequestId id, RequestResult result) {
    fed.applyInTransaction(id, result);
  }

  private void apply(MessageChanged item) {
    changes.apply(new FeedEntry(1, clock.now(), item), item);
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
