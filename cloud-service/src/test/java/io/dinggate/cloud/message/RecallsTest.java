package io.dinggate.cloud.message;

import static io.dinggate.model.message.DeliveryState.DELIVERED;
import static io.dinggate.model.message.DeliveryState.FAILED;
import static io.dinggate.model.message.DeliveryState.RECALLED;
import static io.dinggate.model.message.DeliveryState.SENT;
import static io.dinggate.model.message.DeliveryState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.SendResult.Fate;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking messages back, whatever stands in between. */
class RecallsTest {

  private static final Duration DAY = Duration.ofHours(24);

  @TempDir Path directory;
  private AfterSendStage stage;

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void everythingThatWasSentIsTakenBack() {
    begin("people-per-task", "2");
    sent(5, null);
    stage.fates.putAll(Map.of("u0", new Fate.Read(), "u1", new Fate.Forbidden("143106")));
    stage.pass(Duration.ofMinutes(2));
    stage.read();

    want();
    assertThat(stage.deliveryStates("m")).doesNotContain(RECALLED);
    var before = stage.asked.size();
    stage.recallWorker.look();

    assertThat(stage.asked.subList(before, stage.asked.size()))
        .containsExactlyInAnyOrder("recall 4711", "recall 4712", "recall 4713");
    assertThat(stage.standings("m"))
        .extracting(t -> t.toList().getFirst())
        .containsExactly(RECALLED, DeliveryState.DROPPED, RECALLED, RECALLED, RECALLED);
    stage.messages.assertToldAll("m");
    assertThat(stage.woken).isNotEmpty();
    stage.pass(Duration.ofMinutes(5));
    stage.closing.look();
    stage.assertClosed("m");
  }

  @Test
  void callingItAgainChangesNothing() {
    begin();
    sent(1, null);
    want();
    stage.recallWorker.look();
    var told = stage.told();
    want();
    stage.recallWorker.look();

    assertThat(stage.asked).containsExactly("recall 4711");
    assertThat(stage.told()).isEqualTo(told);
  }

  @Test
  void messageOfWhichEverybodyIsSentToOnceMoreClosesWhenItIsTakenBack() {
    begin();
    droppedByTheLimitPerMinute();
    want();
    stage.recallWorker.look();

    assertThat(stage.asked).doesNotContain("recall 4711");
    assertThat(stage.standings("m")).containsExactly(tuple(FAILED, "cancelled"));
    stage.pass(Duration.ofMinutes(5));
    stage.closing.look();
    stage.assertClosed("m");
  }

  @Test
  void onlyTheCallThatHasArrivedIsTakenBack() {
    begin();
    droppedByTheLimitPerMinute();
    stage.pass(Duration.ofMinutes(1));
    stage.messages.send();
    want();
    stage.recallWorker.look();

    assertThat(stage.asked).contains("recall 4712").doesNotContain("recall 4711");
    assertThat(stage.deliveryStates("m")).containsExactly(RECALLED);
    stage.pass(Duration.ofMinutes(5));
    stage.closing.look();
    stage.assertClosed("m");
  }

  /** An earlier version wanted that of tasks of which everybody is sent to once more. */
  @Test
  void recallThatNobodyCanMakeKeepsNoMessageOpen() {
    begin();
    droppedByTheLimitPerMinute();
    want();
    stage.messages.database.sql(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  "update task set recall_state = 'WANTED', recall_due = 0"
                      + " where dingtalk_task = '4711'")) {
            return update.executeUpdate();
          }
        });
    stage.recallWorker.look();
    stage.pass(Duration.ofMinutes(5));
    stage.closing.look();

    stage.assertClosed("m");
  }

  private void droppedByTheLimitPerMinute() {
    sent(1, null);
    stage.fates.put("u0", new Fate.Forbidden("143103"));
    stage.pass(Duration.ofMinutes(2));
    stage.read();
  }

  /** DingTalk's id of the first call is not known, so what that one brought stays. */
  @Test
  void whatMayHaveArrivedTwiceIsTakenBackOnceAndSaidToBeSo() {
    begin();
    stage.messages.sending = MessageStage.failing(new DingTalkFailure.NoAnswer(true));
    sent(2, MessageStage.atLeastOnce());
    stage.messages.sending = _ -> 4711L;
    stage.messages.clock.advance(stage.messages.config.retryFirst());
    stage.messages.send();
    want();
    stage.recallWorker.look();

    assertThat(stage.asked).containsExactly("recall 4711");
    assertThat(stage.standings("m"))
        .containsExactly(tuple(SENT, "recall-incomplete"), tuple(SENT, "recall-incomplete"));
    stage.messages.assertToldAll("m");
  }

  @Test
  void whatHasNotBeenSentIsCancelled() {
    begin();
    stage.messages.accept("m", MessageStage.text("hello", 2));
    want();
    stage.messages.send();
    stage.recallWorker.look();

    assertThat(stage.messages.calls).isEmpty();
    assertThat(stage.asked).isEmpty();
    assertThat(stage.standings("m"))
        .containsExactly(tuple(FAILED, "cancelled"), tuple(FAILED, "cancelled"));
  }

  @Test
  void departmentsThatWaitAreCancelled() {
    begin();
    stage.messages.accept(
        "m",
        new SendMessage(
            List.of(new UserRef(MessageStage.EAST, new UserId("u0"))),
            List.of(new DepartmentRef(MessageStage.EAST, 7)),
            new TextContent("x"),
            null,
            null));
    stage.messages.send();
    stage.pass(DAY.plus(DAY));
    want(); // late for the one that was sent, and in time for the department

    assertThat(stage.messages.status("m").departments().getFirst().state())
        .isEqualTo(DepartmentStatus.State.FAILED);
    stage.recallWorker.look();
    assertThat(stage.asked).isEmpty();
    assertThat(stage.standings("m")).containsExactly(tuple(SENT, "recall-failed"));
  }

  @Test
  void taskThatWasUnderWayIsTakenBackWhenItHasArrived() {
    begin();
    stage.messages.accept("m", MessageStage.text("hello", 1));
    stage.messages.sending =
        _ -> {
          want();
          stage.recallWorker.look();
          return 4711L;
        };
    stage.messages.send();
    assertThat(stage.asked).isEmpty();
    assertThat(stage.deliveryStates("m")).containsExactly(SENT);

    stage.recallWorker.look();
    assertThat(stage.asked).containsExactly("recall 4711");
    assertThat(stage.deliveryStates("m")).containsExactly(RECALLED);
    stage.messages.assertToldAll("m");
  }

  @Test
  void taskThatWouldBeTriedAgainIsCancelledInstead() {
    begin();
    stage.messages.accept("m", MessageStage.text("hello", 1));
    stage.messages.sending =
        _ -> {
          want();
          throw new DingTalkException("send", new DingTalkFailure.Throttled(Duration.ofMinutes(1)));
        };
    stage.messages.send();
    stage.recallWorker.look();
    stage.pass(Duration.ofHours(1));
    stage.messages.send();

    assertThat(stage.messages.calls).hasSize(1);
    assertThat(stage.deliveryStates("m")).containsExactly(FAILED);
  }

  @Test
  void recallIsDoneAfterARestartAlthoughTheProcessEndedInTheMiddleOfIt() {
    begin("people-per-task", "1");
    stage.messages.accept(
        "m",
        MessageStage.text(
            "later",
            1,
            new SendOptions(
                null, null, null, MessageStage.NOON.plus(Duration.ofDays(1)), null, null)));
    wantAndEndBeforeCancelling();
    stage.messages.start();
    stage.start();
    stage.recallWorker.look();

    assertThat(stage.standings("m")).containsExactly(tuple(FAILED, "cancelled"));
  }

  @Test
  void recallThatAProcessWasMakingWhenItDiedIsMadeByTheNextAtOnce() {
    begin();
    sent(1, null);
    want();
    takeAndDie();
    stage.messages.start();
    stage.start();
    stage.recallWorker.look();
    assertThat(stage.asked).as("before its start").isEmpty();
    stage.recallWorker.takeOver();
    stage.recallWorker.look();

    assertThat(stage.deliveryStates("m")).containsExactly(RECALLED);
  }

  @Test
  void restartDoesNotShortenThePauseThatDingTalkWants() {
    begin();
    sent(1, null);
    want();
    stage.failures.put("recall", new DingTalkFailure.Throttled(Duration.ofHours(1)));
    stage.recallWorker.look();
    stage.messages.start();
    stage.start();
    stage.recallWorker.takeOver();
    stage.pass(Duration.ofMinutes(59));
    stage.recallWorker.look();

    assertThat(stage.asked).hasSize(1);
  }

  private void takeAndDie() {
    var now = stage.messages.clock.instant();
    assertThat(
            stage.messages.database.<List<SentTask>>sql(
                connection ->
                    SentTasks.RECALLS.take(
                        connection, new SiteId("east"), now, now.plus(Duration.ofMinutes(5)), 1)))
        .hasSize(1);
  }

  /** As if the process had ended right after the recall was stored. */
  private void wantAndEndBeforeCancelling() {
    stage.messages.database.sql(
        connection -> {
          try (var update = connection.createStatement()) {
            return update.executeUpdate("update message set recall_at = 1");
          }
        });
  }

  @Test
  void recallThatFailedIsTriedAgainUntilItSucceeds() {
    begin();
    sent(1, null);
    want();
    stage.failures.put("recall", new DingTalkFailure.NoAnswer(true));
    stage.recallWorker.look();
    stage.recallWorker.look();
    assertThat(stage.asked).hasSize(1);
    assertThat(stage.deliveryStates("m")).containsExactly(SENT);
    stage.failures.clear();
    stage.pass(Duration.ofSeconds(10));
    stage.recallWorker.look();

    assertThat(stage.deliveryStates("m")).containsExactly(RECALLED);
  }

  @Test
  void dingTalkIsLeftAloneAsLongAsItWants() {
    begin();
    sent(1, null);
    want();
    for (var failure :
        List.of(
            new DingTalkFailure.Throttled(Duration.ofHours(1)),
            new DingTalkFailure.Banned(Duration.ofHours(1)))) {
      stage.failures.put("recall", failure);
      var before = stage.asked.size();
      stage.recallWorker.look();
      assertThat(stage.asked).hasSize(before + 1);
      stage.pass(Duration.ofMinutes(59));
      stage.recallWorker.look();
      assertThat(stage.asked).hasSize(before + 1);
      stage.pass(Duration.ofMinutes(11));
    }
  }

  @Test
  void nothingIsCalledWhileDingTalkShutsUsOut() {
    begin();
    sent(1, null);
    want();
    stage.messages.banEnd.set(Optional.of(Instant.MAX));
    stage.recallWorker.look();
    assertThat(stage.asked).isEmpty();
  }

  @Test
  void recallThatNeverSucceedsEndsWithTheDay() {
    begin();
    sent(1, null);
    stage.fates.put("u0", new Fate.Unread());
    stage.pass(Duration.ofMinutes(2));
    stage.read();
    want();
    stage.failures.put("recall", new DingTalkFailure.Unavailable("500"));
    for (var i = 0; i < 24 * 12 + 1; i++) {
      stage.recallWorker.look();
      stage.pass(Duration.ofMinutes(5));
    }

    assertThat(stage.standings("m")).containsExactly(tuple(DELIVERED, "recall-failed"));
    assertThat(stage.messages.column("select recall_state from task")).containsExactly("FAILED");
    stage.messages.assertToldAll("m");
  }

  @Test
  void whatDingTalkRefusesForGoodIsNotTriedAgain() {
    begin();
    sent(1, null);
    want();
    stage.failures.put("recall", new DingTalkFailure.BadRequest("41052"));
    stage.recallWorker.look();
    stage.pass(Duration.ofHours(1));
    stage.recallWorker.look();

    assertThat(stage.asked.stream().filter(call -> call.startsWith("recall"))).hasSize(1);
    assertThat(stage.standings("m")).containsExactly(tuple(SENT, "recall-failed"));
  }

  @Test
  void appThatIsNotRegisteredAnyMoreIsWaitedFor() {
    begin();
    sent(1, null);
    want();
    var registry = stage.messages.registry;
    stage.messages.registry = () -> new Snapshot(List.of(), List.of());
    stage.recallWorker.look();
    stage.messages.registry = registry;
    stage.pass(Duration.ofSeconds(10));
    stage.recallWorker.look();

    assertThat(stage.deliveryStates("m")).containsExactly(RECALLED);
  }

  @Test
  void recallComesTooLateWhenEverythingIsOlderThanADay() {
    begin();
    sent(1, null);
    stage.pass(DAY);
    assertThat(refusal()).isEqualTo(ErrorCode.RECALL_TOO_LATE);
    stage.closing.look();
    assertThat(refusal()).isEqualTo(ErrorCode.RECALL_TOO_LATE);
    assertThat(stage.messages.column("select recall_at from message"))
        .containsExactly((String) null);
  }

  @Test
  void recallOfTheLastMomentIsInTime() {
    begin();
    sent(1, null);
    stage.pass(DAY.minusMillis(1));
    want();
    stage.recallWorker.look();

    assertThat(stage.deliveryStates("m")).containsExactly(RECALLED);
  }

  @Test
  void messageOfWhichNothingWasSentIsLeftAsItIs() {
    begin();
    stage.messages.sending = MessageStage.failing(new DingTalkFailure.ContentRejected("41049"));
    sent(1, null);
    var before = stage.messages.status("m");
    assertThat(before.closed()).isTrue();
    want();

    assertThat(stage.messages.status("m")).isEqualTo(before);
  }

  @Test
  void whatMayHaveArrivedCannotBeTakenBackButTheRestIs() {
    begin();
    stage.messages.sending = MessageStage.failing(new DingTalkFailure.NoAnswer(true));
    sent(1, null);
    want();
    stage.recallWorker.look();

    assertThat(stage.asked).isEmpty();
    assertThat(stage.deliveryStates("m")).containsExactly(UNKNOWN);
  }

  @Test
  void messageThatWantedNoReceiptsIsTakenBackAsWell() {
    begin();
    sent(1, new SendOptions(null, null, SendOptions.Receipts.NONE, null, null, null));
    want();
    stage.recallWorker.look();

    assertThat(stage.deliveryStates("m")).containsExactly(RECALLED);
  }

  @Test
  void nobodyElsesMessageIsTakenBack() {
    begin();
    sent(1, null);

    var problem =
        catchThrowableOfType(
            ApiException.class,
            () -> stage.recalls.want(stage.messages.caller("west"), new MessageId("m")));
    assertThat(problem.code()).isEqualTo(ErrorCode.NOT_FOUND);
    stage.recallWorker.look();
    assertThat(stage.asked).isEmpty();
  }

  @Test
  void recallOfAnotherMessageLeavesThisOneAlone() {
    begin();
    sent(1, null);
    stage.messages.accept("other", MessageStage.text("other", 1));
    stage.messages.send();
    stage.recalls.want(stage.messages.caller("east"), new MessageId("other"));
    stage.recallWorker.look();

    assertThat(stage.asked).containsExactly("recall 4712");
    assertThat(stage.deliveryStates("m")).containsExactly(SENT);
  }

  @Test
  void recallThatCouldNotBeStoredIsMadeAgain() {
    begin();
    sent(1, null);
    want();
    stage.duringCall =
        () -> stage.messages.broken.set(Optional.of(new IllegalStateException("disk full")));
    stage.recallWorker.look();
    stage.duringCall = () -> {};
    stage.messages.broken.set(Optional.empty());
    stage.pass(Duration.ofMinutes(5));
    stage.recallWorker.look();

    assertThat(stage.asked).hasSize(2);
    assertThat(stage.deliveryStates("m")).containsExactly(RECALLED);
  }

  private void begin(String... settings) {
    stage = new AfterSendStage(directory, settings);
  }

  private void sent(int people, SendOptions options) {
    stage.messages.accept("m", MessageStage.text("hello", people, options));
    stage.messages.send();
  }

  private void want() {
    stage.recalls.want(stage.messages.caller("east"), new MessageId("m"));
  }

  private ErrorCode refusal() {
    return catchThrowableOfType(ApiException.class, this::want).code();
  }
}
