package io.dinggate.local.message;

import static io.dinggate.local.message.Messages.newId;
import static io.dinggate.local.message.Messages.text;
import static io.dinggate.local.message.Messages.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.local.platform.Caller;
import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.runtime.StartupEvent;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A crash between storing a message and storing what came of it. */
@LocalServiceTest
class InterruptedMessagesTest {

  private static final String CLIENT = "books";
  private static final String HELLO = text("hello", user(People.ANNA));

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject MessageDrafts drafts;
  @Inject MessageBook book;
  @Inject InterruptedMessages interrupted;
  @Inject TestDatabase database;

  private final String id = newId();

  @BeforeEach
  void freshCloud() {
    cloud.reset();
    clock.reset();
  }

  @Test
  void restartSaysUnknownOfWhatWasUnderWay() {
    stored();

    restart();

    get().body("state", equalTo("unknown")).body("recipients[0].reason", equalTo("interrupted"));
  }

  @Test
  void askingAgainAfterTheRestartSettlesItUnderTheSameCloudId() {
    var cloudId = stored().cloudId();
    restart();

    as().body(HELLO)
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(200)
        .body("state", equalTo("sent"));

    assertThat(cloud.messages.sent()).containsOnlyKeys(cloudId);
  }

  @Test
  void askingAgainBeforeAnybodyNoticedTheCrashSettlesItToo() {
    stored();

    as().body(HELLO).put("/api/v1/messages/" + id).then().body("state", equalTo("sent"));
  }

  @Test
  void outcomeThatComesLateIsRecorded() {
    var message = stored();
    restart();

    book.settle(message.id(), sent(message));

    get().body("state", equalTo("sent"));
  }

  @Test
  void whatWasSettledStaysAsItIs() {
    var message = stored();
    book.settle(message.id(), sent(message));

    restart();
    book.settle(
        message.id(), new CloudCall.NoAnswer<>(new ApiException(ErrorCode.CLOUD_UNAVAILABLE)));

    get().body("state", equalTo("sent"));
  }

  @Test
  void messageThatIsNotOldIsLeftToItsCall() {
    stored();

    interrupted.later();

    get().body("recipients[0].reason", equalTo("sending"));
  }

  @Test
  void messageThatIsOldIsInterruptedWithoutARestart() {
    stored();
    clock.advance(Duration.ofMinutes(3));

    interrupted.later();

    clock.reset();
    get().body("state", equalTo("unknown")).body("recipients[0].reason", equalTo("interrupted"));
  }

  @Test
  void refusalOfAnEarlierCallDoesNotSettleWhatALaterCallMayHaveSent() {
    var message = stored();
    assertThat(book.beginAttempt(message.id())).isTrue();

    book.settle(
        message.id(), new CloudCall.NotSent<>(new ApiException(ErrorCode.CLOUD_UNAVAILABLE)));

    get().body("state", equalTo("unknown"));
  }

  @Test
  void contentIsNotReadableInTheDatabase() {
    stored();

    assertThat(database.dump("message")).contains(id).doesNotContain("hello");
  }

  private Message stored() {
    var caller = new Caller.ClientCaller(CLIENT, Set.of());
    var request =
        new PutMessage(
            List.of(new Recipient(People.CORP, People.ANNA.userId(), null, null)),
            new TextContent("hello"),
            null);
    var message = drafts.of(caller, new MessageId(id), request);
    assertThat(book.add(message)).isTrue();
    return message;
  }

  private void restart() {
    interrupted.atStart(new StartupEvent());
  }

  private static CloudCall<MessageStatus> sent(Message message) {
    return new CloudCall.Answered<>(
        new MessageStatus(
            message.cloudId(),
            DeliveryState.SENT,
            message.acceptedAt(),
            1,
            false,
            List.of(
                new RecipientStatus(
                    People.refOf(People.ANNA), DeliveryState.SENT, null, null, "1")),
            List.of()));
  }

  private ValidatableResponse get() {
    return as().get("/api/v1/messages/" + id).then().statusCode(200);
  }

  private RequestSpecification as() {
    return as.client(CLIENT, "messages:send", "messages:read");
  }
}
