package io.dinggate.local.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.cloud.CloudCall;
import io.dinggate.model.CorpId;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTest {

  private static final UserRef ANNA = user("corp-a", "anna");
  private static final UserRef BEN = user("corp-b", "anna");
  private static final StaffRef CLERK = new StaffRef(new TenantId("t"), new StaffId("7"));
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void theCloudsWordSettlesEachRecipientOnItsOwn() {
    var settled =
        begun(ANNA, BEN)
            .after(
                answer(
                    new RecipientStatus(ANNA, DeliveryState.SENT, null, null, "77"),
                    new RecipientStatus(
                        BEN, DeliveryState.FAILED, "user-not-found", "errcode 33012", null)));

    assertThat(settled.deliveries())
        .extracting(Delivery::progress, Delivery::reason, Delivery::taskId)
        .containsExactly(
            tuple(Progress.SENT, null, "77"), tuple(Progress.FAILED, "user-not-found", null));
    assertThat(settled.progress()).isEqualTo(Progress.SENT);
    assertThat(settled.settled()).isTrue();
  }

  @Test
  void sameUserIdInAnotherCorpIsAnotherRecipient() {
    assertThat(begun(ANNA, BEN).request().recipients()).containsExactly(ANNA, BEN);
  }

  @Test
  void staffAndUserThatAreOnePersonAreAskedForOnceAndAnsweredBoth() {
    var message = message(1, Delivery.begin(0, null, ANNA), Delivery.begin(1, CLERK, ANNA));

    assertThat(message.request().recipients()).containsExactly(ANNA);
    assertThat(message.after(answer(sent(ANNA))).deliveries())
        .extracting(Delivery::progress)
        .containsExactly(Progress.SENT, Progress.SENT);
  }

  @Test
  void staffThatIsBoundToNobodyFailsAndTheRestStillGoes() {
    var message = message(1, Delivery.begin(0, CLERK, null), Delivery.begin(1, null, ANNA));

    var settled = message.after(answer(sent(ANNA)));

    assertThat(message.request().recipients()).containsExactly(ANNA);
    assertThat(settled.deliveries())
        .extracting(Delivery::progress, Delivery::reason)
        .containsExactly(tuple(Progress.FAILED, "unknown-recipient"), tuple(Progress.SENT, null));
  }

  @Test
  void withNobodyToDeliverToTheMessageIsSettledFromTheStart() {
    var message = message(1, Delivery.begin(0, CLERK, null));

    assertThat(message.settled()).isTrue();
    assertThat(message.progress()).isEqualTo(Progress.FAILED);
  }

  @Test
  void whatCertainlyWasNotSentHasFailed() {
    var failed = begun(ANNA).after(notSent());

    assertThat(failed.progress()).isEqualTo(Progress.FAILED);
    assertThat(failed.deliveries().getFirst().reason()).isEqualTo("cloud-unavailable");
  }

  @Test
  void refusalFailsWithTheProblemsCodeAndWords() {
    var refused =
        begun(ANNA)
            .after(
                new CloudCall.Refused<>(
                    new ApiException(
                        ErrorCode.CONTENT_NOT_SUPPORTED, "suite-main sends templates")));

    assertThat(refused.deliveries().getFirst())
        .extracting(Delivery::progress, Delivery::reason, Delivery::detail)
        .containsExactly(Progress.FAILED, "content-not-supported", "suite-main sends templates");
  }

  @Test
  void withoutAnAnswerTheEndIsUnknown() {
    var unknown = begun(ANNA).after(noAnswer());

    assertThat(unknown.progress()).isEqualTo(Progress.UNKNOWN);
    assertThat(unknown.deliveries().getFirst().reason()).isEqualTo("no-answer");
    assertThat(unknown.settled()).isFalse();
  }

  @Test
  void secondAttemptThatGotNowhereSaysNothingAboutTheFirst() {
    var unknown = again(begun(ANNA).after(noAnswer()));

    assertThat(unknown.after(notSent()).progress()).isEqualTo(Progress.UNKNOWN);
    assertThat(
            unknown
                .after(new CloudCall.Refused<>(new ApiException(ErrorCode.RATE_LIMITED)))
                .progress())
        .isEqualTo(Progress.UNKNOWN);
  }

  @Test
  void secondAttemptThatIsAnsweredSettlesWhatWasUnknown() {
    var unknown = again(begun(ANNA).after(noAnswer()));

    assertThat(unknown.after(answer(sent(ANNA))).progress()).isEqualTo(Progress.SENT);
  }

  @ParameterizedTest
  @EnumSource(
      value = DeliveryState.class,
      names = {"QUEUED", "FAILED", "UNKNOWN", "UNRECOGNIZED"})
  void whatWasSentStaysSent(DeliveryState later) {
    var sent = begun(ANNA).after(answer(sent(ANNA)));

    var after = sent.after(answer(new RecipientStatus(ANNA, later, "late", "late", null)));

    assertThat(after).isEqualTo(sent);
    assertThat(sent.after(noAnswer())).isEqualTo(sent);
    assertThat(sent.after(notSent())).isEqualTo(sent);
  }

  @Test
  void recipientThatTheAnswerLeavesOutIsUnknown() {
    assertThat(begun(ANNA, BEN).after(answer(sent(ANNA))).deliveries())
        .extracting(Delivery::progress)
        .containsExactly(Progress.SENT, Progress.UNKNOWN);
  }

  @Test
  void whileItIsUnderWayItsEndIsNotKnown() {
    assertThat(MessageView.of(begun(ANNA)))
        .extracting(MessageView::state, view -> view.recipients().getFirst().reason())
        .containsExactly(DeliveryState.UNKNOWN, "sending");
  }

  private static Message begun(UserRef... users) {
    var deliveries = new ArrayList<Delivery>();
    for (var user : users) {
      deliveries.add(Delivery.begin(deliveries.size(), null, user));
    }
    return message(1, deliveries.toArray(Delivery[]::new));
  }

  private static Message again(Message message) {
    return message(2, message.deliveries().toArray(Delivery[]::new));
  }

  private static Message message(int attempts, Delivery... deliveries) {
    return new Message(
        new UUID(1, 2),
        new MessageKey("client:books", new MessageId("m-1")),
        "hash",
        new TextContent("hello"),
        null,
        NOW,
        attempts,
        List.of(deliveries));
  }

  private static UserRef user(String corp, String user) {
    return new UserRef(new CorpId(corp), new UserId(user));
  }

  private static RecipientStatus sent(UserRef user) {
    return new RecipientStatus(user, DeliveryState.SENT, null, null, "1");
  }

  private static CloudCall<MessageStatus> answer(RecipientStatus... recipients) {
    return new CloudCall.Answered<>(
        new MessageStatus(
            new MessageId(Ids.uuidV7().toString()),
            DeliveryState.SENT,
            NOW,
            1,
            false,
            List.of(recipients),
            List.of()));
  }

  private static CloudCall<MessageStatus> notSent() {
    return new CloudCall.NotSent<>(new ApiException(ErrorCode.CLOUD_UNAVAILABLE));
  }

  private static CloudCall<MessageStatus> noAnswer() {
    return new CloudCall.NoAnswer<>(new ApiException(ErrorCode.CLOUD_UNAVAILABLE));
  }
}
