package io.dinggate.cloud.message;

import static io.dinggate.model.message.DeliveryState.ACCEPTED;
import static io.dinggate.model.message.DeliveryState.DELIVERED;
import static io.dinggate.model.message.DeliveryState.DROPPED;
import static io.dinggate.model.message.DeliveryState.FAILED;
import static io.dinggate.model.message.DeliveryState.READ;
import static io.dinggate.model.message.DeliveryState.SENT;
import static io.dinggate.model.message.DeliveryState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.SendResult;
import io.dinggate.cloud.dingtalk.SendResult.Fate;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.message.SendOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of what was sent, from DingTalk's answers to what the site is told. */
class ReceiptsTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;
  private AfterSendStage stage;

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void everyPersonsEndIsTold() {
    begin();
    sent(7);
    stage.fates.putAll(
        Map.of(
            "u0", new Fate.Unread(),
            "u1", new Fate.Read(),
            "u2", new Fate.Invalid(),
            "u3", new Fate.Failed(),
            "u4", new Fate.Forbidden("143106"),
            "u5", new Fate.Forbidden("")));
    stage.pass(SOON);

    assertThat(stage.read()).containsExactly("result 4711");

    assertThat(stage.standings("m"))
        .containsExactly(
            tuple(DELIVERED, null),
            tuple(READ, null),
            tuple(FAILED, "invalid-user"),
            tuple(DROPPED, "not-delivered"),
            tuple(DROPPED, "duplicate"),
            tuple(DROPPED, "dropped"),
            tuple(SENT, null));
    stage.messages.assertToldAll("m");
    assertThat(stage.messages.told.getLast().recipients()).hasSize(6);
    assertThat(stage.messages.status("m").recipients().get(4).detail()).contains("143106");
    assertThat(stage.messages.status("m").recipients().get(0).taskId()).isEqualTo("4711");
    assertThat(stage.woken).hasSize(1);
  }

  @Test
  void threeCallsAreMadeAtMost() {
    begin();
    sent(1);
    stage.fates.put("u0", new Fate.Unread());

    assertThat(stage.read()).isEmpty();
    stage.pass(SOON);
    assertThat(stage.read()).hasSize(1);
    assertThat(stage.read()).isEmpty();
    stage.pass(HOUR.minus(SOON).minusMillis(1));
    assertThat(stage.read()).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.read()).hasSize(1);
    stage.pass(Duration.ofHours(22));
    assertThat(stage.read()).hasSize(1);
    stage.pass(Duration.ofHours(10));
    assertThat(stage.read()).isEmpty();
    assertThat(stage.messages.column("select receipt_reads from task")).containsExactly("3");
  }

  @Test
  void nothingIsAskedOnceEverybodyIsAtAnEnd() {
    begin();
    sent(2);
    stage.fates.putAll(Map.of("u0", new Fate.Read(), "u1", new Fate.Forbidden("1430003")));
    stage.pass(SOON);
    stage.read();

    stage.pass(Duration.ofHours(23));

    assertThat(stage.read()).isEmpty();
  }

  @Test
  void whatIsKnownAlreadyIsNotToldAgainAndNothingGoesBack() {
    begin();
    sent(2);
    stage.fates.putAll(Map.of("u0", new Fate.Read(), "u1", new Fate.Unread()));
    stage.pass(SOON);
    stage.read();
    var told = stage.told();
    stage.fates.putAll(Map.of("u0", new Fate.Unread(), "u1", new Fate.Forbidden("143103")));
    stage.pass(HOUR);
    stage.read();

    assertThat(stage.standings("m")).containsExactly(tuple(READ, null), tuple(DELIVERED, null));
    assertThat(stage.told()).isEqualTo(told);
    assertThat(stage.messages.states()).containsExactly(TaskState.SENT);
  }

  @Test
  void onlyPeopleDroppedByTheLimitPerMinuteAreSentToOnceMore() {
    begin();
    sent(3);
    stage.fates.putAll(
        Map.of(
            "u0", new Fate.Read(),
            "u1", new Fate.Forbidden("143103"),
            "u2", new Fate.Forbidden("143106")));
    stage.pass(SOON);
    stage.read();

    assertThat(stage.standings("m"))
        .containsExactly(
            tuple(READ, null), tuple(SENT, "per-minute-limit"), tuple(DROPPED, "duplicate"));
    stage.messages.assertToldAll("m");
    stage.messages.send();
    assertThat(stage.messages.calls).hasSize(1); // not at once
    stage.pass(Duration.ofMinutes(1));
    stage.messages.send();
    assertThat(stage.messages.calls).hasSize(2);
    assertThat(stage.messages.calls.getLast().users()).containsExactly(new UserId("u1"));
    stage.messages.assertToldAll("m");

    stage.fates.put("u1", new Fate.Unread());
    stage.pass(SOON);
    assertThat(stage.read()).containsExactly("result 4712");
    assertThat(stage.deliveryStates("m")).containsExactly(READ, DELIVERED, DROPPED);
    assertThat(stage.messages.status("m").recipients().get(1).taskId()).isEqualTo("4712");
    stage.messages.assertToldAll("m");
  }

  @Test
  void sendingOnceMoreHasAnEnd() {
    begin("receipts.resends", "2");
    sent(1);
    stage.fates.put("u0", new Fate.Forbidden("143203"));
    for (var i = 0; i < 5; i++) {
      stage.pass(Duration.ofMinutes(10));
      stage.read();
      stage.pass(Duration.ofMinutes(10));
      stage.messages.send();
    }

    assertThat(stage.messages.calls).hasSize(3);
    assertThat(stage.standings("m")).containsExactly(tuple(DROPPED, "per-minute-limit"));
  }

  /** What is sure of the first call, that the person did not get it, says nothing of the second. */
  @Test
  void whoWasSentToOnceMoreWithoutAnAnswerIsUnknown() {
    begin();
    sent(2);
    stage.fates.putAll(Map.of("u0", new Fate.Read(), "u1", new Fate.Forbidden("143103")));
    stage.pass(SOON);
    stage.read();
    stage.messages.sending = MessageStage.failing(new DingTalkFailure.NoAnswer(true));
    stage.pass(Duration.ofMinutes(1));
    stage.messages.send();

    assertThat(stage.standings("m"))
        .containsExactly(tuple(READ, null), tuple(UNKNOWN, "no-answer"));
    stage.messages.assertToldAll("m");
    stage.pass(Duration.ofHours(25));
    stage.closing.look();
    stage.assertClosed("m");
    assertThat(stage.standings("m"))
        .containsExactly(tuple(READ, null), tuple(UNKNOWN, "no-answer"));
  }

  @Test
  void whoWasSentToOnceMoreWithoutAnAnswerIsSentWhenOneComesLate() {
    begin();
    sent(1);
    stage.fates.put("u0", new Fate.Forbidden("143103"));
    stage.pass(SOON);
    stage.read();
    stage.pass(Duration.ofMinutes(1));
    var again = stage.messages.claimAll().getFirst();
    stage.messages.steps.begin(again, 1);
    stage.messages.start();
    assertThat(stage.standings("m")).containsExactly(tuple(UNKNOWN, "interrupted"));

    stage.messages.steps.settle(again, new TaskInput.Sent("99"), true);
    assertThat(stage.standings("m")).containsExactly(tuple(SENT, null));
    stage.messages.assertToldAll("m");
  }

  /** The person has what the first call brought, whose answer was lost. */
  @Test
  void duplicateOfACallWithoutAnAnswerIsDelivered() {
    begin();
    stage.messages.sending = MessageStage.failing(new DingTalkFailure.NoAnswer(true));
    sent(2, MessageStage.atLeastOnce());
    stage.messages.sending = _ -> 4711L;
    stage.messages.clock.advance(stage.messages.config.retryFirst());
    stage.messages.send();
    stage.fates.putAll(Map.of("u0", new Fate.Forbidden("143106"), "u1", new Fate.Unread()));
    stage.pass(SOON);
    stage.read();

    assertThat(stage.standings("m"))
        .containsExactly(tuple(DELIVERED, "already-delivered"), tuple(DELIVERED, null));
    stage.messages.assertToldAll("m");
    var told = stage.told();
    stage.pass(HOUR);
    stage.read();
    assertThat(stage.told()).isEqualTo(told);
  }

  @Test
  void pauseBeforeSendingOnceMoreGrows() {
    begin();
    sent(1);
    stage.fates.put("u0", new Fate.Forbidden("143203"));
    stage.pass(SOON);
    stage.read();
    stage.pass(Duration.ofMinutes(1));
    stage.messages.send();
    stage.pass(SOON);
    stage.read();
    var now = stage.messages.clock.instant();

    assertThat(stage.messages.column("select max(due_at) from task"))
        .containsExactly(Long.toString(now.plus(Duration.ofMinutes(2)).toEpochMilli()));
    assertThat(stage.messages.column("select max(give_up_at - due_at) from task"))
        .containsExactly(Long.toString(Duration.ofHours(24).toMillis()));
  }

  @Test
  void nobodyIsSentToOnceMoreWhenTheMessageIsNotWantedAnyMore() {
    begin();
    sent(1);
    stage.messages.intake.cancel(stage.messages.caller("east"), new MessageId("m"));
    stage.fates.put("u0", new Fate.Forbidden("143103"));
    stage.pass(SOON);
    stage.read();

    assertThat(stage.standings("m")).containsExactly(tuple(DROPPED, "per-minute-limit"));
  }

  @Test
  void nobodyIsSentToOnceMoreAfterItsTime() {
    begin();
    var end = MessageStage.NOON.plus(Duration.ofMinutes(3));
    sent(1, new SendOptions(null, null, null, null, end, null));
    stage.fates.put("u0", new Fate.Forbidden("143103"));
    stage.pass(SOON);
    stage.read();

    assertThat(stage.standings("m")).containsExactly(tuple(DROPPED, "per-minute-limit"));
  }

  @Test
  void taskThatDingTalkIsStillBusyWithIsAskedAboutAgainSoon() {
    begin();
    sent(1);
    stage.finished = false;
    stage.pass(SOON);
    assertThat(stage.read()).containsExactly("result 4711", "progress 4711");
    stage.pass(Duration.ofMinutes(5));
    stage.finished = true;
    assertThat(stage.read()).containsExactly("result 4711", "progress 4711");
    stage.pass(Duration.ofMinutes(5));
    assertThat(stage.read()).isEmpty();
    stage.pass(Duration.ofMinutes(48));
    assertThat(stage.read()).containsExactly("result 4711");
    assertThat(stage.messages.column("select receipt_reads from task")).containsExactly("5");
  }

  @Test
  void progressThatCannotBeReadLosesNoResult() {
    begin();
    sent(1);
    stage.failures.put("progress", new DingTalkFailure.Unavailable("500"));
    stage.pass(SOON);
    stage.read();
    stage.pass(Duration.ofMinutes(5));

    assertThat(stage.read()).hasSize(2);
  }

  @Test
  void oneFailedCallDoesNotHideForLongWhatBecameOfATask() {
    begin();
    sent(1);
    stage.fates.put("u0", new Fate.Unread());
    stage.failures.put("result", new DingTalkFailure.Unavailable("500"));
    stage.pass(SOON);
    assertThat(stage.read()).hasSize(1);
    stage.failures.clear();
    stage.pass(Duration.ofMinutes(5).minusMillis(1));
    assertThat(stage.read()).isEmpty();
    stage.pass(Duration.ofMillis(1));

    assertThat(stage.read()).hasSize(1);
    assertThat(stage.standings("m")).containsExactly(tuple(DELIVERED, null));
  }

  @Test
  void failuresAreTriedAgainButNeverAfterADay() {
    begin();
    sent(1);
    stage.failures.put("result", new DingTalkFailure.Unavailable("500"));
    stage.pass(SOON);
    assertThat(stage.read()).hasSize(1);
    stage.pass(HOUR);
    assertThat(stage.read()).hasSize(1);
    stage.pass(Duration.ofHours(22));
    assertThat(stage.read()).hasSize(1);
    for (var i = 0; i < 30; i++) {
      stage.pass(Duration.ofMinutes(5));
      stage.read();
    }

    assertThat(stage.asked).hasSizeBetween(12, 15);
    assertThat(stage.standings("m")).containsExactly(tuple(SENT, null));
    assertThat(stage.messages.column("select receipt_due from task"))
        .containsExactly((String) null);
  }

  @Test
  void dingTalkIsLeftAloneAsLongAsItWants() {
    begin();
    sent(1);
    stage.failures.put("result", new DingTalkFailure.Throttled(Duration.ofHours(3)));
    stage.pass(SOON);
    stage.read();
    stage.pass(Duration.ofHours(3).minusSeconds(1));
    assertThat(stage.read()).isEmpty();
    stage.failures.put("result", new DingTalkFailure.Banned(Duration.ofHours(20)));
    stage.pass(Duration.ofSeconds(1));
    assertThat(stage.read()).hasSize(1);
    stage.pass(Duration.ofHours(19));
    assertThat(stage.read()).isEmpty();
  }

  @Test
  void taskThatDingTalkDoesNotKnowIsAskedAboutOnce() {
    begin();
    sent(1);
    stage.failures.put("result", new DingTalkFailure.BadRequest("41052"));
    stage.pass(SOON);
    stage.read();
    stage.pass(Duration.ofHours(23));
    assertThat(stage.read()).isEmpty();
  }

  @Test
  void otherBadRequestsAreTriedAgain() {
    begin();
    sent(1);
    stage.failures.put("result", new DingTalkFailure.BadRequest("40035"));
    stage.pass(SOON);
    stage.read();
    stage.pass(HOUR);
    assertThat(stage.read()).hasSize(1);
  }

  @Test
  void aboveHalfOfTheMonthOnlyTheLastCallIsMade() {
    begin("monthly-calls", "4");
    sent(1);
    stage.fates.put("u0", new Fate.Unread());
    stage.pass(SOON);
    assertThat(stage.read()).hasSize(1);
    stage.pass(HOUR);
    assertThat(stage.read()).isEmpty(); // half of them is used up
    stage.pass(Duration.ofHours(22));
    assertThat(stage.read()).hasSize(1);
  }

  @Test
  void progressIsNotWorthACallAboveHalfOfTheMonth() {
    begin("monthly-calls", "4");
    sent(1);
    stage.pass(SOON);

    assertThat(stage.read()).containsExactly("result 4711");
  }

  @Test
  void nothingIsCalledWhileDingTalkShutsUsOut() {
    begin();
    sent(1);
    stage.pass(SOON);
    stage.messages.banEnd.set(Optional.of(Instant.MAX));
    assertThat(stage.read()).isEmpty();
    stage.messages.banEnd.set(Optional.empty());
    assertThat(stage.read()).isNotEmpty();
  }

  @Test
  void taskOfAWorkerThatDiedIsReadAfterItsLease() {
    begin();
    sent(1);
    stage.pass(SOON);
    stage.duringCall =
        () -> {
          throw new IllegalStateException("cut short");
        };
    stage.read();
    stage.duringCall = () -> {};
    stage.fates.put("u0", new Fate.Read());
    assertThat(stage.read()).isEmpty();
    stage.pass(Duration.ofMinutes(5));

    assertThat(stage.read()).hasSize(1);
    assertThat(stage.deliveryStates("m")).containsExactly(READ);
  }

  @Test
  void whoHoldsTheTaskNoMoreStoresNothing() {
    begin();
    sent(2);
    stage.pass(SOON);
    var first = take();
    stage.pass(Duration.ofMinutes(5));
    var second = take();
    var told = stage.told();

    stage.receipts.store(
        first, new SendResult(Map.of("u0", new Fate.Forbidden("143103"))), 1, null);
    assertThat(stage.told()).isEqualTo(told);
    stage.receipts.store(
        second, new SendResult(Map.of("u0", new Fate.Forbidden("143103"))), 1, null);
    stage.receipts.store(
        second, new SendResult(Map.of("u0", new Fate.Forbidden("143103"))), 1, null);

    assertThat(stage.told()).isEqualTo(told + 1);
    assertThat(stage.messages.states()).containsExactly(TaskState.SENT, TaskState.QUEUED);
    assertThat(stage.messages.column("select receipt_reads from task order by id"))
        .containsExactly("1", "0");
  }

  @Test
  void putOffByWhoHoldsTheTaskNoMoreChangesNothing() {
    begin();
    sent(1);
    stage.pass(SOON);
    var first = take();
    stage.pass(Duration.ofMinutes(5));
    take();
    stage.receipts.putOff(first, 1, null);

    assertThat(stage.messages.column("select receipt_reads from task")).containsExactly("0");
    stage.pass(Duration.ofMinutes(5));
    assertThat(stage.read()).isNotEmpty();
  }

  @Test
  void appThatIsNotRegisteredAnyMoreIsWaitedFor() {
    begin();
    sent(1);
    var registry = stage.messages.registry;
    stage.messages.registry = () -> new Snapshot(List.of(), List.of());
    stage.pass(SOON);
    assertThat(stage.read()).isEmpty();
    stage.messages.registry = registry;
    stage.pass(HOUR);
    assertThat(stage.read()).isNotEmpty();
  }

  @Test
  void whoWantsNoReceiptsCostsNoCall() {
    begin();
    sent(2, new SendOptions(null, null, SendOptions.Receipts.NONE, null, null, null));
    stage.pass(Duration.ofHours(23));

    assertThat(stage.read()).isEmpty();
    assertThat(stage.deliveryStates("m")).containsOnly(ACCEPTED);
  }

  @Test
  void taskWithoutAnAgentIsNeverAskedAbout() {
    begin();
    sent(1);
    stage.messages.database.sql(
        connection -> {
          try (var update = connection.createStatement()) {
            return update.executeUpdate("update task set agent_id = null");
          }
        });
    stage.pass(SOON);

    assertThat(stage.read()).isEmpty();
    assertThat(stage.messages.column("select receipt_due from task"))
        .containsExactly((String) null);
  }

  @Test
  void everyTaskOfALargeMessageIsRead() {
    begin("people-per-task", "2");
    sent(80);
    for (var i = 0; i < 80; i++) {
      stage.fates.put("u" + i, new Fate.Read());
    }
    stage.pass(Duration.ofMinutes(10));

    assertThat(stage.read()).hasSize(40).doesNotHaveDuplicates();
    assertThat(stage.deliveryStates("m")).hasSize(80).containsOnly(READ);
    stage.messages.assertToldAll("m");
  }

  @Test
  void sitesTakeTurns() {
    begin("people-per-task", "1");
    sent(100);
    while (stage.messages.states().contains(TaskState.QUEUED)) {
      stage.pass(Duration.ofSeconds(1));
      stage.messages.send();
    }
    stage.messages.sending = _ -> 9000L;
    stage.messages.intake.send(
        stage.messages.caller("west"), new MessageId("m"), MessageStage.text("hello", 1));
    stage.messages.send();
    stage.pass(HOUR);

    var asked = stage.read();
    assertThat(asked).hasSize(101);
    assertThat(asked.indexOf("result 9000"))
        .as("the only one of its site, due last")
        .isBetween(0, 63);
  }

  @Test
  void slowAnswerHoldsUpNoOther() {
    begin("people-per-task", "1");
    sent(40);
    stage.pass(HOUR);
    var first = new AtomicBoolean(true);
    stage.duringCall =
        () -> {
          if (first.getAndSet(false)) {
            await().until(() -> stage.asked.size() == 40);
          }
        };
    stage.read();

    assertThat(stage.messages.column("select receipt_reads from task"))
        .hasSize(40)
        .containsOnly("1");
  }

  private void begin(String... settings) {
    stage = new AfterSendStage(directory, settings);
  }

  private void sent(int people) {
    sent(people, null);
  }

  private void sent(int people, SendOptions options) {
    stage.messages.accept("m", MessageStage.text("hello", people, options));
    stage.messages.send();
  }

  private SentTask take() {
    var now = stage.messages.clock.instant();
    var lease = now.plus(Duration.ofMinutes(5));
    return stage
        .messages
        .database
        .sql(connection -> SentTasks.RECEIPTS.take(connection, new SiteId("east"), now, lease, 1))
        .getFirst();
  }
}
