package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.GIVE_UP;
import static io.dinggate.local.message.MessageStage.LEASE;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of messages on their way to the cloud. */
class ForwardingTest {

  private final MessageStage stage = new MessageStage();
  private final Forwarding forwarding = stage.forwarding();

  @Test
  void oneCallTakesAllThatIsDue() {
    var first = stage.stored(to(ANNA));
    var second = stage.stored(to(ANNA), to(BEN));

    assertThat(forwarding.round()).isEqualTo(new Forwarding.Round(2, null));

    assertThat(stage.cloud.calls).containsExactly("sendAll 2");
    assertThat(stage.cloud.batches.getFirst().messages())
        .anySatisfy(
            item -> {
              assertThat(item.id()).isEqualTo(cloudId(second));
              assertThat(item.message().recipients()).containsExactly(ANNA, BEN);
            });
    assertThat(stage.inTheOutbox()).isZero();
    assertThat(stage.recipients(first)).containsExactly("queued");
    assertThat(stage.happened(first)).containsExactly("accepted", "forwarded");
    assertThat(forwarded("accepted")).isEqualTo(2);
    assertThat(forwarding.round()).isEqualTo(new Forwarding.Round(0, null));
    assertThat(stage.cloud.calls).hasSize(1);
  }

  @Test
  void batchIsNoLargerThanItMayBe() {
    stage.batchBytes = 11_000;
    for (var count = 0; count < 5; count++) {
      stage.stored(to(ANNA));
    }

    forwarding.round();

    assertThat(stage.cloud.calls).containsExactly("sendAll 2", "sendAll 2", "sendAll 1");
  }

  @Test
  void roundTakesNoMoreThanItMay() {
    stage.batch = 2;
    for (var count = 0; count < 3; count++) {
      stage.stored(to(ANNA));
    }

    assertThat(forwarding.round().claimed()).isEqualTo(2);
    assertThat(forwarding.round().claimed()).isEqualTo(1);
  }

  @Test
  void refusalOfOneEndsItAloneAndTemporaryTroubleOfOneDelaysItAlone() {
    var refused = stage.stored(to(ANNA), to(BEN));
    var later = stage.stored(to(ANNA));
    var taken = stage.stored(to(ANNA));
    stage.cloud.refusals.put(cloudId(refused), ErrorCode.APP_NOT_ALLOWED);
    stage.cloud.refusals.put(cloudId(later), ErrorCode.OVERLOADED);

    assertThat(forwarding.round().trouble()).isNull();

    assertThat(stage.recipients(refused))
        .containsExactly("failed(app-not-allowed)", "failed(app-not-allowed)");
    assertThat(stage.message(refused).closed()).isTrue();
    assertThat(stage.happened(refused))
        .containsExactly("accepted", "refused", "changed failed 2", "closed");
    assertThat(stage.recipients(later)).containsExactly("queued");
    assertThat(stage.happened(taken)).containsExactly("accepted", "forwarded");
    assertThat(forwarded("refused")).isOne();
    assertThat(forwarded("postponed")).isOne();
    stage.cloud.refusals.clear();
    stage.clock.advance(Duration.ofMillis(999));
    assertThat(forwarding.round().claimed()).isZero();
    stage.clock.advance(Duration.ofMillis(1));
    forwarding.round();
    assertThat(stage.happened(later)).containsExactly("accepted", "forwarded");
  }

  @Test
  void conflictAtTheCloudIsAFailure() {
    var id = stage.stored(to(ANNA));
    stage.cloud.refusals.put(cloudId(id), ErrorCode.MESSAGE_CONFLICT);

    forwarding.round();

    assertThat(stage.recipients(id)).containsExactly("failed(message-conflict)");
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void batchThatIsNotReadGoesOneByOne() {
    var good = stage.stored(to(ANNA));
    var bad = stage.stored(to(ANNA));
    stage.cloud.refusals.put(cloudId(bad), ErrorCode.VALIDATION);
    stage.cloud.nextRefused(ErrorCode.VALIDATION);

    assertThat(forwarding.round().trouble()).isNull();

    assertThat(stage.happened(good)).containsExactly("accepted", "forwarded");
    assertThat(stage.message(good).version()).isOne();
    assertThat(stage.recipients(bad)).containsExactly("failed(validation)");
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void troubleOnTheWayOneByOneLeavesTheRest() {
    stage.stored(to(ANNA));
    stage.stored(to(ANNA));
    stage.stored(to(ANNA));
    stage.cloud.nextRefused(ErrorCode.VALIDATION);
    stage.cloud.nextUnanswered();

    assertThat(forwarding.round().trouble()).isNotNull();

    assertThat(stage.cloud.calls).containsExactly("sendAll 3", "send");
    assertThat(stage.inTheOutbox()).isEqualTo(3);
    assertThat(stage.database.number("select count(*) from message_outbox where maybe_sent"))
        .isOne();
  }

  @Test
  void messageAtWhichTheCloudFailsHoldsUpNoOther() {
    var good = stage.stored(to(ANNA));
    var bad = stage.stored(to(ANNA));
    stage.cloud.broken.add(cloudId(bad));
    assertThat(forwarding.round().trouble()).isNotNull();
    stage.clock.advance(Duration.ofSeconds(1));
    var later = stage.stored(to(ANNA), to(BEN));

    assertThat(forwarding.round()).isEqualTo(new Forwarding.Round(3, null));

    assertThat(stage.cloud.calls)
        .containsExactly("sendAll 2", "sendAll 1", "sendAll 1", "sendAll 1");
    assertThat(stage.happened(good)).containsExactly("accepted", "forwarded");
    assertThat(stage.happened(later)).containsExactly("accepted", "forwarded");
    assertThat(stage.recipients(bad)).containsExactly("queued");
    assertThat(stage.inTheOutbox()).isOne();
  }

  @Test
  void cloudThatFailsAtEverythingIsLeftInPeace() {
    for (var count = 0; count < 5; count++) {
      stage.cloud.broken.add(cloudId(stage.stored(to(ANNA))));
    }
    forwarding.round();
    stage.clock.advance(Duration.ofSeconds(1));

    assertThat(forwarding.round().trouble()).isNotNull();

    assertThat(stage.cloud.calls)
        .containsExactly("sendAll 5", "sendAll 1", "sendAll 1", "sendAll 1");
    stage.clock.advance(Duration.ofSeconds(2));
    stage.cloud.broken.clear();
    forwarding.round();
    assertThat(stage.cloud.calls.subList(4, stage.cloud.calls.size()))
        .as("what was not tried has kept that it goes alone")
        .hasSize(5)
        .containsOnly("sendAll 1");
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void whatGoesAloneStillDoesAfterARoundThatHadNoTimeForIt() {
    stage.stored(to(ANNA));
    stage.stored(to(ANNA));
    stage.cloud.next(new ApiException(ErrorCode.INTERNAL));
    forwarding.round();
    stage.clock.advance(Duration.ofSeconds(1));
    stage.cloud.meanwhile = () -> stage.clock.advance(LEASE.dividedBy(2).plusMillis(1));

    assertThat(forwarding.round().trouble()).isNull();

    assertThat(stage.cloud.calls).containsExactly("sendAll 2", "sendAll 1");
    assertThat(stage.claims.claim(1).getFirst().alone()).isTrue();
  }

  @Test
  void whatHadNoPartInAFailureStaysTogether() {
    stage.batchBytes = 11_000;
    for (var count = 0; count < 4; count++) {
      stage.stored(to(ANNA));
    }
    stage.cloud.next(new ApiException(ErrorCode.INTERNAL));
    forwarding.round();
    stage.clock.advance(Duration.ofSeconds(1));

    forwarding.round();

    assertThat(stage.cloud.calls)
        .containsExactly("sendAll 2", "sendAll 2", "sendAll 1", "sendAll 1");
  }

  @Test
  void whatNeverLeftIsTriedLaterAndStaysCertain() {
    stage.stored(to(ANNA));
    stage.cloud.nextNotSent();

    var round = forwarding.round();

    assertThat(round.claimed()).isOne();
    assertThat(round.trouble()).isNotNull();
    stage.clock.advance(Duration.ofSeconds(1));
    assertThat(stage.claims.claim(1).getFirst().maybeSent()).isFalse();
  }

  @Test
  void withoutAnAnswerTheSameIsSentAgainUnderTheSameId() {
    var id = stage.stored(to(ANNA));
    stage.cloud.nextUnanswered();
    forwarding.round();
    stage.clock.advance(Duration.ofSeconds(1));

    forwarding.round();

    assertThat(stage.cloud.batches.get(1)).isEqualTo(stage.cloud.batches.get(0));
    assertThat(stage.happened(id)).containsExactly("accepted", "forwarded");
  }

  @Test
  void whatARoundCouldNotSettleGoesAgainLongBeforeItsLeaseEnds() {
    var id = stage.stored(to(ANNA));
    stage.cloud.meanwhile = () -> stage.database.run("alter table message_outbox rename to away");
    assertThatThrownBy(forwarding::round).isInstanceOf(IllegalStateException.class);
    stage.cloud.meanwhile = () -> {};
    assertThatThrownBy(forwarding::round)
        .as("still away")
        .isInstanceOf(IllegalStateException.class);
    stage.database.run("alter table away rename to message_outbox");

    assertThat(forwarding.round().claimed()).as("it waits as after any failure").isZero();
    stage.clock.advance(Duration.ofSeconds(1));
    assertThat(forwarding.round().claimed()).isOne();

    assertThat(stage.cloud.batches.get(1)).isEqualTo(stage.cloud.batches.get(0));
    assertThat(stage.happened(id)).containsExactly("accepted", "forwarded");
    assertThat(forwarding.round().claimed()).isZero();
  }

  @Test
  void waitsDoubleAndNeverGoBelowWhatTheCloudAsksFor() {
    stage.stored(to(ANNA));
    stage.cloud.nextNotSent();
    forwarding.round();
    stage.clock.advance(Duration.ofSeconds(1));
    stage.cloud.next(
        new ApiException(ErrorCode.RATE_LIMITED, null, List.of(), Duration.ofSeconds(30), null));
    assertThat(forwarding.round().claimed()).isOne();

    stage.clock.advance(Duration.ofSeconds(32).minusMillis(1));
    assertThat(forwarding.round().claimed()).isZero();
    stage.clock.advance(Duration.ofMillis(1));
    assertThat(forwarding.round().claimed()).isOne();
  }

  @Test
  void troubleWithTheFirstBatchLeavesTheNextOnes() {
    stage.batchBytes = 1;
    stage.stored(to(ANNA));
    stage.stored(to(ANNA));
    stage.cloud.nextNotSent();

    assertThat(forwarding.round().trouble()).isNotNull();

    assertThat(stage.cloud.calls).containsExactly("sendAll 1");
    assertThat(stage.inTheOutbox()).isEqualTo(2);
  }

  @Test
  void messageThatTheAnswerForgetsIsAskedForAgain() {
    var id = stage.stored(to(ANNA));
    stage.cloud.forgotten.add(cloudId(id));

    assertThat(forwarding.round().trouble()).isNull();

    stage.clock.advance(Duration.ofSeconds(1));
    assertThat(stage.claims.claim(1).getFirst().maybeSent()).isTrue();
  }

  @Test
  void messageWhoseTimeIsOverExpiresUnlessItMayHaveBeenSent() {
    var notAfter = stage.clock.instant().plusSeconds(10);
    var options = new SendOptions(null, null, null, null, notAfter, null);
    var unsent = stage.stored(options, to(ANNA));
    stage.clock.advance(Duration.ofSeconds(10));

    forwarding.round();

    assertThat(stage.recipients(unsent)).containsExactly("failed(expired)");
    assertThat(stage.message(unsent).closed()).isTrue();
    assertThat(stage.inTheOutbox()).isZero();
    assertThat(stage.cloud.calls).isEmpty();
    assertThat(forwarded("expired")).isOne();

    var later =
        new SendOptions(null, null, null, null, stage.clock.instant().plusSeconds(10), null);
    var perhaps = stage.stored(later, to(ANNA));
    stage.cloud.nextUnanswered();
    forwarding.round();
    stage.clock.advance(Duration.ofSeconds(20));
    forwarding.round();
    assertThat(stage.happened(perhaps)).containsExactly("accepted", "forwarded");
  }

  @Test
  void justBeforeItsTimeIsOverItStillGoes() {
    var notAfter = stage.clock.instant().plusSeconds(10);
    stage.stored(new SendOptions(null, null, null, null, notAfter, null), to(ANNA));
    stage.clock.advance(Duration.ofSeconds(10).minusMillis(1));

    forwarding.round();

    assertThat(stage.cloud.calls).containsExactly("sendAll 1");
  }

  @Test
  void whatCouldNotBeSentForTooLongIsGivenUpAndKept() {
    var id = stage.stored(to(ANNA));
    stage.clock.advance(GIVE_UP.minusMillis(1));
    stage.cloud.nextNotSent();
    forwarding.round();
    assertThat(stage.recipients(id)).containsExactly("queued");
    stage.clock.advance(Duration.ofSeconds(1));
    stage.cloud.nextNotSent();

    forwarding.round();

    assertThat(stage.recipients(id)).containsExactly("failed(gave-up)");
    assertThat(stage.message(id).closed()).isTrue();
    assertThat(stage.database.number("select count(*) from message_outbox where dead")).isOne();
    assertThat(stage.happened(id))
        .containsExactly("accepted", "refused", "changed failed 1", "closed");
    assertThat(forwarded("gave-up")).isOne();
    stage.clock.advance(Duration.ofDays(1));
    assertThat(forwarding.round().claimed()).isZero();
  }

  @Test
  void whatTheCloudMayHaveIsUnknownWhenItIsGivenUp() {
    var id = stage.stored(to(ANNA));
    stage.clock.advance(GIVE_UP);
    stage.cloud.nextUnanswered();

    forwarding.round();

    assertThat(stage.recipients(id)).containsExactly("unknown(gave-up)");
    assertThat(stage.message(id).closed()).isFalse();
    stage.tell(id, 3, false, status(DeliveryState.SENT));
    assertThat(stage.recipients(id)).containsExactly("sent");
  }

  @Test
  void whatTheFeedHasToldOfIsNotGivenUp() {
    var id = stage.stored(to(ANNA));
    stage.tell(id, 2, false, status(DeliveryState.SENT));
    stage.clock.advance(GIVE_UP);
    stage.cloud.nextUnanswered();

    forwarding.round();

    assertThat(stage.recipients(id)).containsExactly("sent");
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void messageThatIsUnwantedAndNeverLeftEndsHere() {
    var id = stage.stored(to(ANNA));
    stage.cloud.meanwhile = () -> stage.database.run(() -> stage.wishes.cancel(id));
    stage.cloud.nextNotSent();
    forwarding.round();
    stage.cloud.meanwhile = () -> {};
    stage.clock.advance(Duration.ofSeconds(1));

    forwarding.round();

    assertThat(stage.recipients(id)).containsExactly("failed(cancelled)");
    assertThat(stage.cloud.calls).containsExactly("sendAll 1");
    assertThat(stage.inTheOutbox()).isZero();
    assertThat(forwarded("cancelled")).isOne();
  }

  @Test
  void messageThatIsUnwantedAndMayHaveLeftIsCancelledAtTheCloud() {
    var id = stage.stored(to(ANNA));
    stage.cloud.meanwhile = () -> stage.database.run(() -> stage.wishes.cancel(id));
    stage.cloud.nextUnanswered();
    forwarding.round();
    stage.cloud.meanwhile = () -> {};
    stage.clock.advance(Duration.ofSeconds(1));

    forwarding.round();
    forwarding.round();

    assertThat(stage.cloud.calls).containsExactly("sendAll 1", "sendAll 1", "cancel");
    assertThat(stage.recipients(id)).containsExactly("failed");
    assertThat(stage.message(id).version()).isEqualTo(7);
    assertThat(stage.message(id).closed()).isTrue();
  }

  @Test
  void everyWishIsSaidToTheCloud() {
    for (var kind : List.of(Kind.CANCEL, Kind.RECALL, Kind.REQUEUE, Kind.LOOK)) {
      var id = sent();
      stage.outbox.post(stage.message(id), kind);
      forwarding.round();
      assertThat(stage.cloud.calls.getLast()).isEqualTo(kind.stored());
      assertThat(stage.message(id).version()).isEqualTo(7);
      assertThat(stage.inTheOutbox()).isZero();
    }
  }

  @Test
  void wishThatTheCloudRefusesIsNoted() {
    var id = sent();
    stage.tell(id, 2, false, status(DeliveryState.SENT));
    stage.outbox.post(stage.message(id), Kind.RECALL);
    stage.cloud.nextRefused(ErrorCode.RECALL_TOO_LATE);

    assertThat(forwarding.round().trouble()).isNull();

    assertThat(stage.recipients(id)).containsExactly("sent");
    assertThat(stage.happened(id)).endsWith("refused");
    assertThat(stage.history.of(stage.message(id)).getLast().detail())
        .isEqualTo("recall-too-late: The message cannot be taken back any more");
    assertThat(stage.inTheOutbox()).isZero();
    assertThat(stage.message(id).closed()).isFalse();
  }

  @Test
  void whatTheCloudNeverGotIsCancelledForCertain() {
    var id = sent();
    stage.outbox.post(stage.message(id), Kind.CANCEL);
    stage.cloud.nextRefused(ErrorCode.NOT_FOUND);

    forwarding.round();

    assertThat(stage.recipients(id)).containsExactly("failed(cancelled)");
    assertThat(stage.message(id).closed()).isTrue();
  }

  @Test
  void afterAGapTheCloudIsAskedAboutEveryMessageThatMayStillChange() {
    var open = sent();
    var closed = sent();
    stage.tell(closed, 2, true, status(DeliveryState.READ));
    var calls = stage.cloud.calls.size();

    new MessageGap(stage.outbox).entriesWereLost();
    new MessageGap(stage.outbox).entriesWereLost();
    forwarding.round();

    assertThat(stage.cloud.calls.subList(calls, stage.cloud.calls.size())).containsExactly("look");
    assertThat(stage.recipients(open)).containsExactly("sent");
    assertThat(stage.recipients(closed)).containsExactly("read");
    assertThat(stage.inTheOutbox()).isZero();
  }

  /** A cloud that was restored from an older copy: it may have sent the message all the same. */
  @Test
  void whatTheCloudHasLostIsUnknown() {
    var id = sent();
    new MessageGap(stage.outbox).entriesWereLost();
    stage.cloud.nextRefused(ErrorCode.NOT_FOUND);

    forwarding.round();

    assertThat(stage.recipients(id)).containsExactly("unknown(interrupted)");
    assertThat(stage.message(id).closed()).isTrue();
  }

  @Test
  void wishWaitsForTheCloudAndIsGivenUpInTheEnd() {
    var id = sent();
    stage.outbox.post(stage.message(id), Kind.RECALL);
    stage.cloud.nextNotSent();
    assertThat(forwarding.round().trouble()).isNotNull();
    assertThat(stage.inTheOutbox()).isOne();
    stage.clock.advance(GIVE_UP);
    stage.cloud.nextUnanswered();

    forwarding.round();

    assertThat(stage.inTheOutbox()).isZero();
    assertThat(stage.recipients(id)).containsExactly("queued");
    assertThat(stage.happened(id)).endsWith("refused");
  }

  @Test
  void troubleWithAWishLeavesTheOthersAndTheMessages() {
    var first = sent();
    var second = sent();
    stage.outbox.post(stage.message(first), Kind.RECALL);
    stage.outbox.post(stage.message(second), Kind.RECALL);
    stage.stored(to(ANNA));
    stage.cloud.calls.clear();
    stage.cloud.nextNotSent();

    assertThat(forwarding.round().trouble()).isNotNull();

    assertThat(stage.cloud.calls).containsExactly("recall");
    assertThat(stage.inTheOutbox()).isEqualTo(3);
  }

  @Test
  void messageThatIsForgottenMeanwhileIsLeftOut() {
    var id = stage.stored(to(ANNA));
    var other = stage.stored(to(ANNA));
    stage.database.run("delete from message where id = '" + id + "'");

    forwarding.round();

    assertThat(stage.cloud.calls).containsExactly("sendAll 1");
    assertThat(stage.happened(other)).endsWith("forwarded");
  }

  @Test
  void withLittleLeftOfTheLeaseABatchIsPutBack() {
    stage.batchBytes = 1;
    stage.stored(to(ANNA));
    stage.stored(to(ANNA));
    stage.cloud.meanwhile = () -> stage.clock.advance(LEASE.dividedBy(2).plusMillis(1));

    assertThat(forwarding.round().trouble()).isNull();

    assertThat(stage.cloud.calls).containsExactly("sendAll 1");
    stage.cloud.meanwhile = () -> {};
    assertThat(stage.claims.claim(1).getFirst().maybeSent()).isFalse();
  }

  @Test
  void halfOfTheLeaseIsEnough() {
    stage.batchBytes = 1;
    stage.stored(to(ANNA));
    stage.stored(to(ANNA));
    stage.cloud.meanwhile = () -> stage.clock.advance(LEASE.dividedBy(2));

    forwarding.round();

    assertThat(stage.cloud.calls).containsExactly("sendAll 1", "sendAll 1");
  }

  @Test
  void whoeverWasOvertakenChangesNothing() {
    var id = stage.stored(to(ANNA));
    var lost = stage.claims.claim(1).getFirst();
    stage.clock.advance(LEASE);
    stage.claims.claim(1);
    var problem = new ApiException(ErrorCode.VALIDATION);

    stage.database.run(() -> stage.settlement.refused(lost, problem));
    stage.database.run(() -> stage.settlement.expired(lost));
    stage.database.run(() -> stage.settlement.cancelled(lost));
    stage.database.run(() -> stage.settlement.gaveUp(lost, problem));
    stage.database.run(
        () ->
            stage.settlement.answered(
                lost,
                new io.dinggate.model.message.MessageStatus(
                    cloudId(id),
                    DeliveryState.SENT,
                    stage.clock.instant(),
                    9,
                    true,
                    List.of(status(DeliveryState.SENT)),
                    List.of())));

    assertThat(stage.recipients(id)).containsExactly("queued");
    assertThat(stage.message(id).revision()).isZero();
    assertThat(stage.inTheOutbox()).isOne();
  }

  @Test
  void settlingWhatIsForgottenDoesNothing() {
    var id = stage.stored(to(ANNA));
    var parcel = stage.claims.claim(1).getFirst();
    stage.database.run("delete from message where id = '" + id + "'");

    stage.database.run(
        () -> stage.settlement.gaveUp(parcel, new ApiException(ErrorCode.CLOUD_UNAVAILABLE)));
    stage.database.run(() -> stage.settlement.expired(parcel));

    assertThat(stage.announced).isEmpty();
  }

  private UUID sent() {
    var id = stage.stored(to(ANNA));
    forwarding.round();
    return id;
  }

  private double forwarded(String outcome) {
    return stage.meters.counter("message.forward", "outcome", outcome).count();
  }

  private static RecipientStatus status(DeliveryState state) {
    return new RecipientStatus(ANNA, state, null, null, null);
  }

  private static MessageId cloudId(UUID id) {
    return new MessageId(id.toString());
  }
}
