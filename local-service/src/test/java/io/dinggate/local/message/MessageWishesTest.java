package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.BOOKS;
import static io.dinggate.local.message.MessageStage.GIVE_UP;
import static io.dinggate.local.message.MessageStage.OPERATOR;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.local.message.MessageView.Can;
import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be wanted of a stored message. */
class MessageWishesTest {

  private final MessageStage stage = new MessageStage();

  @Test
  void whatHasNotLeftIsCancelledHere() {
    var id = stage.stored(to(ANNA), to(BEN));

    cancel(id);

    assertThat(stage.recipients(id)).containsExactly("failed(cancelled)", "failed(cancelled)");
    assertThat(stage.message(id).closed()).isTrue();
    assertThat(stage.message(id).cancelRequestedAt()).isEqualTo(stage.clock.instant());
    assertThat(stage.message(id).recallRequestedAt()).isNull();
    assertThat(stage.happened(id))
        .containsExactly("accepted", "cancel-requested", "changed failed 2", "closed");
    assertThat(stage.inTheOutbox()).isZero();
    assertThat(stage.announced).hasSize(1);
    cancel(id);
    recall(id);
    assertThat(stage.message(id).revision()).isOne();
  }

  @Test
  void whatHasNotLeftIsRecalledHere() {
    var id = stage.stored(to(ANNA));

    recall(id);

    assertThat(stage.recipients(id)).containsExactly("failed(cancelled)");
    assertThat(stage.message(id).recallRequestedAt()).isEqualTo(stage.clock.instant());
    assertThat(stage.happened(id)).contains("recall-requested");
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void whatTheCloudHasIsForTheCloudToCancel() {
    var id = sent();

    cancel(id);
    cancel(id);

    assertThat(stage.recipients(id)).containsExactly("queued");
    assertThat(stage.message(id).closed()).isFalse();
    assertThat(stage.happened(id)).containsExactly("accepted", "forwarded", "cancel-requested");
    assertThat(stage.claims.claim(5)).extracting(Parcel::kind).containsExactly(Kind.CANCEL);
  }

  @Test
  void whatIsUnderWayIsCancelledAfterIt() {
    var id = stage.stored(to(ANNA));
    stage.claims.claim(1);

    cancel(id);

    assertThat(stage.inTheOutbox()).isEqualTo(2);
    assertThat(stage.recipients(id)).containsExactly("queued");
  }

  @Test
  void whatWasGivenUpAndMayHaveLeftIsForTheCloudToCancel() {
    var id = stage.stored(to(ANNA), to(BEN));
    stage.clock.advance(GIVE_UP);
    stage.cloud.nextUnanswered();
    stage.forwarding().round();

    recall(id);

    assertThat(stage.claims.claim(5)).extracting(Parcel::kind).containsExactly(Kind.RECALL);
  }

  @Test
  void nothingIsLeftToCancelOnceEverythingWasSent() {
    var id = sent();
    stage.tell(id, 2, false, status(DeliveryState.SENT));

    cancel(id);

    assertThat(stage.message(id).cancelRequestedAt()).isNull();
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void recallMayFollowACancelButNotTheOtherWayRound() {
    var id = sent();
    cancel(id);
    recall(id);
    recall(id);
    cancel(id);

    assertThat(stage.happened(id))
        .containsExactly("accepted", "forwarded", "cancel-requested", "recall-requested");
    assertThat(stage.claims.claim(5))
        .extracting(Parcel::kind)
        .containsExactlyInAnyOrder(Kind.CANCEL, Kind.RECALL);

    var other = sent();
    recall(other);
    cancel(other);
    assertThat(stage.happened(other)).containsExactly("accepted", "forwarded", "recall-requested");
  }

  @ParameterizedTest
  @EnumSource(
      value = DeliveryState.class,
      names = {"UNRECOGNIZED"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyStateHasADecidedAnswerToEveryWish(DeliveryState state) {
    var toTakeBack =
        !state.equals(DeliveryState.FAILED)
            && !state.equals(DeliveryState.DROPPED)
            && !state.equals(DeliveryState.RECALLED);
    var open = sent();
    stage.tell(open, 2, false, status(state));
    assertThat(can(open)).isEqualTo(new Can(state == DeliveryState.QUEUED, toTakeBack, false));
    recall(open);
    assertThat(stage.message(open).recallRequestedAt() != null).isEqualTo(toTakeBack);
    assertThat(can(open)).isEqualTo(new Can(false, false, false));

    var closed = sent();
    stage.tell(closed, 2, true, status(state));
    assertThat(can(closed)).isEqualTo(new Can(false, false, false));
    cancel(closed);
    if (toTakeBack) {
      assertThatThrownBy(() -> recall(closed))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECALL_TOO_LATE));
    } else {
      recall(closed);
    }
    assertThat(stage.message(closed).revision()).isOne();
  }

  @Test
  void whatWasGivenUpHereIsTriedOnceMore() {
    var id =
        stage.stored(
            to(ANNA),
            to(
                new io.dinggate.local.binding.StaffRef(
                    new io.dinggate.model.TenantId("t"), new io.dinggate.model.StaffId("nobody"))));
    stage.clock.advance(GIVE_UP);
    stage.cloud.nextNotSent();
    stage.forwarding().round();
    assertThat(can(id).requeue()).isFalse();
    assertThat(stage.views.of(OPERATOR, stage.message(id)).can().requeue()).isTrue();

    requeue(id);

    assertThat(stage.recipients(id)).containsExactly("queued", "failed(unknown-recipient)");
    assertThat(stage.message(id).closed()).isFalse();
    assertThat(stage.happened(id)).endsWith("requeued", "changed queued 1");
    assertThat(stage.views.of(OPERATOR, stage.message(id)).can().requeue()).isFalse();
    requeue(id);
    assertThat(stage.forwarding().round().claimed()).isOne();
    assertThat(stage.cloud.calls).containsExactly("sendAll 1", "sendAll 1");
    assertThat(stage.happened(id)).endsWith("forwarded");
  }

  @Test
  void whatTheCloudGaveUpIsTheCloudsToTry() {
    var id = sent();
    stage.tell(id, 2, true, new RecipientStatus(ANNA, DeliveryState.FAILED, "gave-up", null, null));

    requeue(id);

    assertThat(stage.happened(id)).endsWith("requeued");
    assertThat(stage.recipients(id)).containsExactly("failed(gave-up)");
    assertThat(stage.claims.claim(5)).extracting(Parcel::kind).containsExactly(Kind.REQUEUE);
  }

  @Test
  void nothingIsTriedThatWasNotGivenUp() {
    var id = sent();
    stage.tell(
        id, 2, true, new RecipientStatus(ANNA, DeliveryState.FAILED, "banned-content", null, null));

    requeue(id);

    assertThat(stage.message(id).revision()).isOne();
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void nobodysMessageIsNotFound() {
    assertThatThrownBy(() -> cancel(UUID.randomUUID()))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  private Can can(UUID id) {
    return stage.views.of(BOOKS, stage.message(id)).can();
  }

  private UUID sent() {
    var id = stage.stored(to(ANNA));
    stage.forwarding().round();
    stage.clock.advance(Duration.ofSeconds(1));
    return id;
  }

  private void cancel(UUID id) {
    stage.database.run(() -> stage.wishes.cancel(id));
  }

  private void recall(UUID id) {
    stage.database.run(() -> stage.wishes.recall(id));
  }

  private void requeue(UUID id) {
    stage.database.run(() -> stage.wishes.requeue(id));
  }

  private static RecipientStatus status(DeliveryState state) {
    return new RecipientStatus(ANNA, state, null, null, null);
  }
}
