package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.EAST;
import static io.dinggate.cloud.message.MessageStage.atLeastOnce;
import static io.dinggate.cloud.message.MessageStage.failing;
import static io.dinggate.cloud.message.MessageStage.reasons;
import static io.dinggate.cloud.message.MessageStage.recipientStates;
import static io.dinggate.cloud.message.MessageStage.template;
import static io.dinggate.cloud.message.MessageStage.text;
import static io.dinggate.cloud.message.TaskState.CLAIMED;
import static io.dinggate.cloud.message.TaskState.FAILED;
import static io.dinggate.cloud.message.TaskState.QUEUED;
import static io.dinggate.cloud.message.TaskState.SENDING;
import static io.dinggate.cloud.message.TaskState.SENT;
import static io.dinggate.cloud.message.TaskState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.PlannedCall;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the intake to the end of a task, with a DingTalk that does as told. */
class QueuedMessagesTest {

  @TempDir Path directory;
  private MessageStage stage;

  @BeforeEach
  void begin() {
    stage = new MessageStage(directory);
  }

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void whatIsAcceptedIsStoredAndNotSentYet() {
    var status = stage.accept("m", text("hi", 2));

    assertThat(status.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(status.version()).isEqualTo(1);
    assertThat(status.closed()).isFalse();
    assertThat(status.recipients()).hasSize(2);
    assertThat(status.acceptedAt()).isEqualTo(stage.clock.instant());
    assertThat(stage.calls).isEmpty();
    assertThat(stage.signal.changed())
        .containsExactly(new LaneKey(Sites.HR, EAST, new SiteId("east")));
  }

  @Test
  void sendingIsDurableBeforeTheCallAndTheSiteIsTold() {
    stage.accept("m", text("hi", 2));
    stage.send();

    assertThat(stage.seenWhileSending).containsExactly(SENDING);
    assertThat(stage.states()).containsExactly(SENT);
    assertThat(stage.calls).hasSize(1);
    assertThat(stage.calls.getFirst().users()).containsExactly(new UserId("u0"), new UserId("u1"));
    assertThat(stage.calls.getFirst().agentId()).isEqualTo(990001L);
    var status = stage.status("m");
    assertThat(recipientStates(status)).containsExactly(DeliveryState.SENT);
    assertThat(status.recipients().getFirst().taskId()).isEqualTo("4711");
    assertThat(status.recipients().getFirst().reason()).isNull();
    assertThat(status.version()).isEqualTo(2);
    stage.assertToldAll("m");
    assertThat(stage.woken).contains(new SiteId("east"));
    assertThat(stage.column("select agent_id from task")).containsExactly("990001");
    assertThat(stage.column("select receipt_due - settled_at from task"))
        .containsExactly(Long.toString(stage.config.receipts().soon().toMillis()));
    assertThat(stage.column("select began_at from task"))
        .containsExactly(Long.toString(stage.clock.millis()));
  }

  @Test
  void withoutReceiptsItEndsAsAccepted() {
    stage.accept("m", text("hi", 1, noReceipts()));
    stage.send();

    assertThat(stage.status("m").state()).isEqualTo(DeliveryState.ACCEPTED);
    assertThat(stage.column("select receipt_due from task")).containsExactly((String) null);
  }

  @Test
  void templatesGoByTheSuite() {
    stage.accept("m", template(1, null));
    stage.send();

    assertThat(stage.calls.getFirst().corp()).isEqualTo(Sites.NORTH);
    assertThat(stage.calls.getFirst().content()).hasToString("{tpl={a=b}}");
    assertThat(stage.column("select api from task")).containsExactly("TEMPLATE");
  }

  @Test
  void sameIdAndBodyAnswersTheStateAndAnotherBodyIsAConflict() {
    stage.accept("m", text("hi", 1));
    stage.send();

    assertThat(stage.accept("m", text("hi", 1)).state()).isEqualTo(DeliveryState.SENT);
    assertThatThrownBy(() -> stage.accept("m", text("ho", 1)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_CONFLICT));
    stage.send();
    assertThat(stage.calls).hasSize(1);
  }

  @Test
  void batchStoresEachMessageForItself() {
    stage.accept("known", text("known", 1));
    var answer =
        stage.intake.sendAll(
            stage.caller("east"),
            new SendBatch(
                List.of(
                    item("a", 1),
                    item("known", 1),
                    new SendBatch.Item(new MessageId("known"), text("other", 1)),
                    new SendBatch.Item(
                        new MessageId("foreign"),
                        MessageStage.to(Sites.FOREIGN, 1, text("x", 1).content(), null)),
                    item("b", 3),
                    item("b", 3),
                    new SendBatch.Item(new MessageId("b"), text("not b", 1)))));

    assertThat(answer.messages())
        .extracting(item -> item.problem() == null ? null : item.problem().code())
        .containsExactly(
            null,
            null,
            ErrorCode.MESSAGE_CONFLICT,
            ErrorCode.CORP_NOT_ALLOWED,
            null,
            null,
            ErrorCode.MESSAGE_CONFLICT);
    assertThat(answer.messages())
        .extracting(BatchAnswer.Item::acceptedAt)
        .filteredOn(at -> at != null)
        .hasSize(4);
    assertThat(stage.column("select message_id from message order by message_id"))
        .containsExactly("a", "b", "known");
    stage.send();
    assertThat(stage.calls).hasSize(3);
  }

  @Test
  void batchThatTheDatabaseDoesNotTakeIsRefusedAsAWhole() {
    stage.broken.set(Optional.of(new ApiException(ErrorCode.OVERLOADED)));
    var batch = new SendBatch(List.of(item("a", 1)));

    assertThatThrownBy(() -> stage.intake.sendAll(stage.caller("east"), batch))
        .isInstanceOf(ApiException.class);
    assertThat(stage.column("select id from message")).isEmpty();
  }

  @Test
  void throttledTaskGoesOutAfterThePauseAndNothingElseOfThatCorpBefore() {
    stage.accept("m", text("hi", 1));
    stage.sending = failing(new DingTalkFailure.Throttled(Duration.ofSeconds(5)));
    stage.send();

    assertThat(stage.states()).containsExactly(QUEUED);
    assertThat(reasons(stage.status("m"))).containsExactly("dingtalk-throttled");
    stage.assertToldAll("m");
    stage.sending = _ -> 1L;
    stage.accept("next", text("ho", 1));
    stage.send();
    assertThat(stage.calls).hasSize(1);

    stage.clock.advance(Duration.ofSeconds(5));
    stage.send();
    assertThat(stage.calls).hasSize(2);
    stage.clock.advance(stage.config.retryFirst());
    stage.send();
    assertThat(stage.states()).containsExactly(SENT, SENT);
    assertThat(reasons(stage.status("m"))).containsExactly((String) null);
    stage.assertToldAll("m");
  }

  @Test
  void whatIsRefusedForNowTooLongIsGivenUpAndAnOperatorMayRequeueIt() {
    stage.accept("m", text("hi", 1));
    stage.sending = failing(new DingTalkFailure.NoAnswer(false));
    for (var hours = 0; hours < 25; hours++) {
      stage.send();
      stage.clock.advance(Duration.ofHours(1));
    }

    assertThat(stage.states()).containsExactly(FAILED);
    var status = stage.status("m");
    assertThat(reasons(status)).containsExactly("gave-up");
    assertThat(status.closed()).isTrue();
    stage.assertToldAll("m");
    assertThat(stage.calls.size()).isBetween(20, 30);

    stage.sending = _ -> 1L;
    var requeued = stage.intake.requeue(stage.caller("east"), new MessageId("m"));
    assertThat(requeued.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(requeued.closed()).isFalse();
    assertThat(reasons(requeued)).containsExactly((String) null);
    var again = stage.intake.requeue(stage.caller("east"), new MessageId("m"));
    assertThat(again).isEqualTo(requeued);
    stage.send();
    assertThat(stage.status("m").state()).isEqualTo(DeliveryState.SENT);
    stage.assertToldAll("m");
  }

  @Test
  void monthlyQuotaHoldsATaskUntilItIsGivenUp() {
    stage.accept("m", text("hi", 1));
    stage.sending = failing(new DingTalkFailure.QuotaExhausted("90020"));
    stage.send();

    assertThat(stage.states()).containsExactly(QUEUED);
    assertThat(stage.status("m").recipients().getFirst().detail()).contains("this month");
    stage.clock.advance(stage.config.giveUpAfter().minusSeconds(1));
    stage.send();
    assertThat(stage.calls).hasSize(1);
    stage.clock.advance(Duration.ofSeconds(2));
    stage.send();
    assertThat(reasons(stage.status("m"))).containsExactly("gave-up");
    assertThat(stage.status("m").recipients().getFirst().detail()).contains("this month");
    assertThat(stage.calls).hasSize(1);
  }

  @Test
  void monthlyQuotaOfTheLastDayIsTriedAgainInTheNextMonth() {
    stage.clock.set(Instant.parse("2026-03-31T15:00:00Z"));
    stage.accept("m", text("hi", 1));
    stage.sending = failing(new DingTalkFailure.QuotaExhausted("90020"));
    stage.send();
    stage.sending = _ -> 1L;

    stage.clock.set(Instant.parse("2026-03-31T15:59:59Z"));
    stage.send();
    assertThat(stage.states()).containsExactly(QUEUED);
    stage.clock.set(Instant.parse("2026-03-31T16:00:00Z").plus(stage.config.retryFirst()));
    stage.send();
    assertThat(stage.states()).containsExactly(SENT);
  }

  @Test
  void refusalForGoodEndsTheTaskWithItsReason() {
    stage.accept("m", text("hi", 101));
    var first = new AtomicInteger();
    stage.sending =
        call ->
            first.getAndIncrement() == 0
                ? failing(new DingTalkFailure.PermissionMissing("qyapi")).apply(call)
                : 7L;
    stage.send();

    assertThat(stage.states()).containsExactlyInAnyOrder(FAILED, SENT);
    var status = stage.status("m");
    assertThat(status.closed()).isFalse();
    assertThat(reasons(status)).contains("dingtalk-permission-missing");
    stage.assertToldAll("m");
  }

  @Test
  void callWithoutAnAnswerIsUnknownAndNotRepeated() {
    stage.accept("m", text("hi", 1));
    stage.sending = failing(new DingTalkFailure.NoAnswer(true));
    stage.send();
    stage.clock.advance(Duration.ofDays(1));
    stage.send();

    assertThat(stage.states()).containsExactly(UNKNOWN);
    assertThat(reasons(stage.status("m"))).containsExactly("no-answer");
    assertThat(stage.status("m").closed()).isFalse();
    assertThat(stage.calls).hasSize(1);
    stage.assertToldAll("m");
  }

  @Test
  void callWithoutAnAnswerIsRepeatedForAtLeastOnce() {
    stage.accept("m", text("hi", 1, atLeastOnce()));
    stage.sending = failing(new DingTalkFailure.Unavailable("500"));
    stage.send();

    assertThat(stage.states()).containsExactly(QUEUED);
    assertThat(stage.status("m").state()).isEqualTo(DeliveryState.UNKNOWN);
    stage.sending = _ -> 1L;
    stage.clock.advance(stage.config.retryFirst());
    stage.send();
    assertThat(stage.status("m").state()).isEqualTo(DeliveryState.SENT);
    assertThat(stage.calls).hasSize(2);
    stage.assertToldAll("m");
  }

  @Test
  void whatMayHaveArrivedNeverCountsAsFailed() {
    stage.accept("m", text("hi", 1, atLeastOnce()));
    stage.sending = failing(new DingTalkFailure.NoAnswer(true));
    stage.send();
    stage.sending = failing(new DingTalkFailure.ContentRejected("41049"));
    stage.clock.advance(stage.config.retryFirst());
    stage.send();

    assertThat(stage.states()).containsExactly(UNKNOWN);
    assertThat(reasons(stage.status("m"))).containsExactly("content-not-supported");
  }

  @Test
  void tokenThatCannotBeFetchedIsTriedAgainWithoutASend() {
    stage.accept("m", text("hi", 1));
    stage.fetching =
        () -> {
          throw new DingTalkException("fetch", new DingTalkFailure.NoAnswer(true));
        };
    stage.send();

    assertThat(stage.states()).containsExactly(QUEUED);
    assertThat(stage.calls).isEmpty();
    assertThat(reasons(stage.status("m"))).containsExactly("dingtalk-unavailable");
  }

  @Test
  void corpWithoutAuthorisationOrAgentFailsItsTask() {
    stage.accept("m", text("hi", 1));
    stage.fetching =
        () -> {
          throw new ApiException(ErrorCode.CORP_NOT_AUTHORIZED);
        };
    stage.send();
    assertThat(reasons(stage.status("m"))).containsExactly("corp-not-authorized");

    stage.fetching = () -> {};
    stage.agentId = Optional.empty();
    stage.accept("n", text("hi", 1));
    stage.send();
    assertThat(reasons(stage.status("n"))).containsExactly("corp-not-authorized");
    assertThat(stage.status("n").recipients().getFirst().detail()).contains("agent id");
    assertThat(stage.calls).isEmpty();
  }

  @Test
  void whatTheRegistryDoesNotAllowAnyMoreIsNotSent() {
    stage.accept("m", text("hi", 1));
    stage.registry = () -> new Snapshot(List.of(), List.of());
    stage.send();

    assertThat(stage.states()).containsExactly(FAILED);
    assertThat(stage.column("select reason from recipient")).containsExactly("site-unknown");
  }

  @Test
  void requestOfATaskIsPlannedAndItsRepetitionIsNot() {
    var planned = new ArrayList<Boolean>();
    stage.sending =
        call -> {
          planned.add(PlannedCall.takePlanned());
          return call.token().endsWith("/1")
              ? failing(new DingTalkFailure.TokenRejected("40014")).apply(call)
              : 4711L;
        };
    stage.accept("m", text("hello", 1));
    stage.send();

    assertThat(planned).containsExactly(true, false);
  }

  @Test
  void rejectedTokenIsReplayedAndIsNoUnknown() {
    stage.accept("m", text("hi", 1));
    stage.sending =
        call ->
            call.token().endsWith("/1")
                ? failing(new DingTalkFailure.TokenRejected("40014")).apply(call)
                : 7L;
    stage.send();
    assertThat(stage.states()).containsExactly(SENT);
    assertThat(stage.seenWhileSending).containsExactly(SENDING, SENDING);

    stage.sending = failing(new DingTalkFailure.TokenRejected("40014"));
    stage.accept("n", text("ho", 1));
    stage.send();
    assertThat(stage.states()).containsExactly(SENT, QUEUED);
    assertThat(stage.status("n").state()).isEqualTo(DeliveryState.QUEUED);
  }

  @Test
  void unexpectedFaultLeavesTheOtherTasksAlone() {
    stage.accept("m", text("hi", 150));
    var calls = new AtomicInteger();
    stage.sending =
        _ -> {
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("nobody expected this");
          }
          return 4711L;
        };
    stage.send();

    assertThat(stage.states()).containsExactlyInAnyOrder(UNKNOWN, SENT);
    assertThat(reasons(stage.status("m"))).contains("interrupted");
  }

  @Test
  void unexpectedFaultBeforeTheCallIsTriedAgain() {
    stage.accept("m", text("hi", 1));
    stage.fetching =
        () -> {
          throw new IllegalStateException("nobody expected this");
        };
    stage.send();
    assertThat(stage.states()).containsExactly(QUEUED);
    assertThat(reasons(stage.status("m"))).containsExactly("internal");
  }

  @Test
  void restartSettlesWhatWasHeld() {
    stage.accept("m", text("hi", 300));
    var claimed = stage.claimAll();
    stage.steps.begin(claimed.get(2), 1);
    assertThat(stage.states()).containsExactly(CLAIMED, CLAIMED, SENDING);
    assertThat(stage.status("m").state()).isEqualTo(DeliveryState.QUEUED);

    stage.start();

    assertThat(stage.states()).containsExactly(QUEUED, QUEUED, UNKNOWN);
    assertThat(reasons(stage.status("m"))).containsExactly(null, "interrupted");
    stage.assertToldAll("m");
    stage.send();
    assertThat(stage.states()).containsExactly(SENT, SENT, UNKNOWN);
    assertThat(stage.calls).hasSize(2);
  }

  @Test
  void restartRepeatsWhatWasBeingSentForAtLeastOnce() {
    stage.accept("m", text("hi", 1, atLeastOnce()));
    stage.steps.begin(stage.claimAll().getFirst(), 1);
    stage.start();

    assertThat(stage.states()).containsExactly(QUEUED);
    assertThat(recipientStates(stage.status("m"))).containsExactly(DeliveryState.UNKNOWN);
    stage.send();
    assertThat(recipientStates(stage.status("m"))).containsExactly(DeliveryState.SENT);
  }

  @Test
  void taskThatLostItsWorkerComesBackAfterItsLease() {
    stage.accept("m", text("hi", 1));
    var lost = stage.claimAll().getFirst();
    stage.clock.advance(stage.config.lease());
    stage.lostTasks.afterTheirLease();
    assertThat(stage.states()).containsExactly(CLAIMED);

    stage.clock.advance(Duration.ofMillis(1));
    stage.lostTasks.afterTheirLease();
    assertThat(stage.states()).containsExactly(QUEUED);
    assertThat(stage.signal.changed()).hasSize(1);
    assertThat(stage.steps.begin(lost, 1)).isFalse();

    var other = stage.claimAll().getFirst();
    assertThat(stage.steps.begin(lost, 1)).as("another attempt's").isFalse();
    stage.steps.settle(lost, new TaskInput.Refused("late", null), false);
    assertThat(stage.states()).containsExactly(CLAIMED);
    assertThat(stage.steps.begin(other, 1)).isTrue();
  }

  @Test
  void lateOutcomeIsRecorded() {
    stage.accept("m", text("hi", 1));
    var task = stage.claimAll().getFirst();
    stage.steps.begin(task, 1);
    stage.start();
    assertThat(stage.states()).containsExactly(UNKNOWN);

    stage.steps.settle(task, new TaskInput.Sent("99"), true);
    assertThat(stage.states()).containsExactly(SENT);
    assertThat(stage.status("m").recipients().getFirst())
        .extracting(RecipientStatus::state, RecipientStatus::taskId)
        .containsExactly(DeliveryState.SENT, "99");
    stage.assertToldAll("m");
    stage.steps.settle(task, new TaskInput.Refused("late", null), true);
    assertThat(stage.states()).containsExactly(SENT);
  }

  @Test
  void lateOutcomeOfAnEarlierAttemptSparesTheNextOne() {
    stage.accept("m", text("hi", 1, atLeastOnce()));
    var task = stage.claimAll().getFirst();
    stage.steps.begin(task, 1);
    stage.start();
    assertThat(stage.states()).containsExactly(QUEUED);

    stage.steps.settle(task, new TaskInput.Sent("99"), true);
    stage.send();
    assertThat(stage.states()).containsExactly(SENT);
    assertThat(stage.calls).isEmpty();
    stage.assertToldAll("m");
  }

  @Test
  void lateRefusalOfAnEarlierAttemptMakesTheNextOneCertain() {
    stage.accept("m", text("hi", 1, atLeastOnce()));
    var task = stage.claimAll().getFirst();
    stage.steps.begin(task, 1);
    stage.start();
    assertThat(stage.column("select unsure from task")).containsExactly("1");

    stage.steps.settle(task, new TaskInput.Refused("late", null), true);
    assertThat(stage.states()).containsExactly(QUEUED);
    assertThat(stage.column("select unsure from task")).containsExactly("0");
    stage.sending = failing(new DingTalkFailure.ContentRejected("41049"));
    stage.send();
    assertThat(stage.states()).containsExactly(FAILED);
    assertThat(recipientStates(stage.status("m"))).containsExactly(DeliveryState.FAILED);
  }

  @Test
  void countsWhatTasksCameTo() {
    stage.accept("m", text("hi", 1));
    stage.sending = failing(new DingTalkFailure.Throttled(Duration.ofSeconds(1)));
    stage.send();
    stage.clock.advance(Duration.ofSeconds(10));
    stage.sending = _ -> 1L;
    stage.send();

    assertThat(stage.meters.counter("dinggate.message.tasks", "outcome", "requeued").count())
        .isEqualTo(1);
    assertThat(stage.meters.counter("dinggate.message.tasks", "outcome", "sent").count())
        .isEqualTo(1);
  }

  @Test
  void lateRefusalEndsAnUnknownAsFailed() {
    stage.accept("m", text("hi", 1));
    var task = stage.claimAll().getFirst();
    stage.steps.begin(task, 1);
    stage.start();
    stage.steps.settle(task, new TaskInput.Refused("content-not-supported", "41049"), true);

    assertThat(stage.states()).containsExactly(FAILED);
    assertThat(stage.status("m").closed()).isTrue();
    stage.assertToldAll("m");
  }

  @Test
  void outcomeThatTheDatabaseDoesNotTakeIsStoredLater() {
    stage.accept("m", text("hi", 1));
    stage.sending =
        _ -> {
          stage.broken.set(Optional.of(new ApiException(ErrorCode.OVERLOADED)));
          return 4711L;
        };
    stage.send();

    assertThat(stage.states()).containsExactly(SENDING);
    assertThat(stage.outcomes.waiting()).isOne();
    stage.outcomes.storeUnsettled();
    assertThat(stage.states()).containsExactly(SENDING);

    stage.broken.set(Optional.empty());
    stage.outcomes.storeUnsettled();
    assertThat(stage.states()).containsExactly(SENT);
    assertThat(stage.outcomes.waiting()).isZero();
    assertThat(stage.calls).hasSize(1);
  }

  @Test
  void databaseThatFailsBeforeTheCallLetsNothingOut() {
    stage.accept("m", text("hi", 1));
    stage.fetching = () -> stage.broken.set(Optional.of(new ApiException(ErrorCode.OVERLOADED)));
    stage.send();

    assertThat(stage.calls).isEmpty();
    stage.broken.set(Optional.empty());
    stage.fetching = () -> {};
    stage.outcomes.storeUnsettled();
    assertThat(stage.states()).containsExactly(QUEUED);
    stage.clock.advance(stage.config.retryFirst());
    stage.send();
    assertThat(stage.states()).containsExactly(SENT);
  }

  @Test
  void cancelEndsWhatHasNotBegun() {
    stage.accept("m", text("hi", 250));
    var held = stage.claimAll();
    stage.steps.begin(held.getFirst(), 1);

    var status = stage.intake.cancel(stage.caller("east"), new MessageId("m"));

    assertThat(stage.states()).containsExactly(SENDING, FAILED, FAILED);
    assertThat(reasons(status)).containsExactly(null, "cancelled");
    assertThat(stage.steps.begin(held.get(1), 1)).isFalse();
    assertThat(stage.intake.cancel(stage.caller("east"), new MessageId("m"))).isEqualTo(status);
    stage.steps.settle(held.getFirst(), new TaskInput.Sent("1"), true);
    assertThat(stage.status("m").recipients().getFirst().state()).isEqualTo(DeliveryState.SENT);
    stage.assertToldAll("m");
    assertThat(stage.column("select cancelled_at from message"))
        .containsExactly(Long.toString(stage.clock.millis()));
    stage.intake.requeue(stage.caller("east"), new MessageId("m"));
    assertThat(stage.states()).as("only what was given up").containsExactly(SENT, FAILED, FAILED);
  }

  @Test
  void cancelDuringACallEndsWhatWouldBeSentLater() {
    stage.accept("m", text("hi", 1));
    stage.sending =
        _ -> {
          stage.intake.cancel(stage.caller("east"), new MessageId("m"));
          throw new DingTalkException("send", new DingTalkFailure.Throttled(Duration.ofSeconds(1)));
        };
    stage.send();

    assertThat(stage.states()).containsExactly(FAILED);
    assertThat(reasons(stage.status("m"))).containsExactly("cancelled");
    assertThat(stage.status("m").closed()).isTrue();
    stage.clock.advance(Duration.ofHours(1));
    stage.send();
    assertThat(stage.calls).hasSize(1);
    stage.assertToldAll("m");
  }

  @Test
  void cancelledBeforeAnythingLeftIsClosed() {
    stage.accept("m", text("hi", 1));
    var status = stage.intake.cancel(stage.caller("east"), new MessageId("m"));

    assertThat(status.closed()).isTrue();
    assertThat(stage.told.getLast().closed()).isTrue();
    stage.send();
    assertThat(stage.calls).isEmpty();
  }

  @Test
  void nobodySeesAnotherSitesMessage() {
    stage.accept("m", text("hi", 1));
    var west = stage.caller("west");
    var id = new MessageId("m");

    assertThatThrownBy(() -> stage.intake.status(west, id)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> stage.intake.cancel(west, id)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> stage.intake.requeue(west, id)).isInstanceOf(ApiException.class);
  }

  @Test
  void windowIsKept() {
    var now = stage.clock.instant();
    stage.accept(
        "early",
        text(
            "hi",
            1,
            new SendOptions(null, null, null, now.plusSeconds(60), now.plusSeconds(120), null)));
    stage.accept(
        "late", text("ho", 1, new SendOptions(null, null, null, null, now.plusSeconds(30), null)));
    stage.banEnd.set(Optional.of(now.plusSeconds(59)));
    stage.send();
    assertThat(stage.calls).isEmpty();

    stage.banEnd.set(Optional.empty());
    stage.clock.advance(Duration.ofSeconds(59));
    stage.send();
    assertThat(stage.calls).isEmpty();
    assertThat(reasons(stage.status("late"))).containsExactly("expired");
    stage.clock.advance(Duration.ofSeconds(1));
    stage.send();
    assertThat(stage.status("early").state()).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void retryAfterTheWindowIsNone() {
    var now = stage.clock.instant();
    stage.accept(
        "m", text("hi", 1, new SendOptions(null, null, null, null, now.plusSeconds(3), null)));
    stage.sending = failing(new DingTalkFailure.Throttled(Duration.ofSeconds(4)));
    stage.send();

    assertThat(reasons(stage.status("m"))).containsExactly("expired");
  }

  @Test
  void banStopsAllCallsAndEverythingGoesOutAfterwards() {
    for (var i = 0; i < 5; i++) {
      stage.accept("m" + i, text("hi " + i, 1));
    }
    stage.banEnd.set(Optional.of(stage.clock.instant().plusSeconds(300)));
    stage.send();
    assertThat(stage.calls).isEmpty();
    assertThat(stage.states()).containsOnly(QUEUED);

    stage.clock.advance(Duration.ofMinutes(5));
    stage.banEnd.set(Optional.empty());
    stage.send();
    assertThat(stage.states()).containsOnly(SENT);
    assertThat(stage.calls).hasSize(5);
  }

  @Test
  void callThatMeetsTheBanComesBackAfterIt() {
    stage.accept("m", text("hi", 1));
    stage.sending = failing(new DingTalkFailure.Banned(Duration.ofMinutes(5)));
    stage.send();
    stage.sending = _ -> 1L;
    stage.clock.advance(Duration.ofMinutes(5));
    stage.send();
    assertThat(stage.states()).containsExactly(QUEUED);
    stage.clock.advance(stage.config.retryFirst());
    stage.send();
    assertThat(stage.states()).containsExactly(SENT);
  }

  @Test
  void repeatableMessageHasAMarkThatStaysTheSame() {
    var options = new SendOptions(SendOptions.Delivery.AT_LEAST_ONCE, null, null, null, null, true);
    stage.accept("m", text("hi", 1, options));
    stage.accept("n", text("hi", 1, options));
    stage.sending = failing(new DingTalkFailure.NoAnswer(true));
    stage.send();
    stage.sending = _ -> 1L;
    stage.clock.advance(stage.config.retryFirst());
    stage.send();

    var contents = stage.calls.stream().map(call -> call.content().toString()).toList();
    assertThat(contents).hasSize(4).allMatch(text -> text.contains("hi\n("));
    assertThat(contents.stream().distinct()).hasSize(2);
    assertThat(stage.column("select distinct content_hash from message")).hasSize(2);
  }

  @Test
  void urgentMessageOvertakes() {
    for (var i = 0; i < 5; i++) {
      stage.accept("m" + i, text("hi " + i, 1));
    }
    stage.dispatcher.round();
    org.awaitility.Awaitility.await().until(() -> stage.dispatcher.underWay() == 0);
    stage.accept(
        "now",
        text("now", 1, new SendOptions(null, SendOptions.Priority.URGENT, null, null, null, null)));
    stage.send();

    assertThat(stage.calls.get(1).content().toString()).contains("now");
  }

  @Test
  void versionOfWhatIsToldGrowsByOneEach() {
    stage.accept("m", text("hi", 500));
    stage.send();

    assertThat(stage.told).extracting(MessageChanged::version).containsExactly(2L, 3L, 4L, 5L, 6L);
    stage.assertToldAll("m");
  }

  @Test
  void forgottenOnlyWhenNothingIsToBeSentAnyMore() {
    var far = stage.clock.instant().plus(Duration.ofDays(100));
    stage.accept("far", text("hi", 1, new SendOptions(null, null, null, far, null, null)));
    stage.accept("m", text("ho", 1));
    stage.send();
    stage.clock.advance(Duration.ofDays(91));
    new MessageCleanup(stage.database, stage.config, stage.clock).forget();

    assertThat(stage.column("select message_id from message")).containsExactly("far");
    assertThat(stage.column("select count(*) from recipient")).containsExactly("1");
  }

  private static SendOptions noReceipts() {
    return new SendOptions(null, null, SendOptions.Receipts.NONE, null, null, null);
  }

  private static SendBatch.Item item(String id, int people) {
    return new SendBatch.Item(new MessageId(id), text(id, people));
  }
}
