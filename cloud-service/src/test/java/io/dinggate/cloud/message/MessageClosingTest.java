package io.dinggate.cloud.message;

import static io.dinggate.model.message.DeliveryState.ACCEPTED;
import static io.dinggate.model.message.DeliveryState.DROPPED;
import static io.dinggate.model.message.DeliveryState.FAILED;
import static io.dinggate.model.message.DeliveryState.READ;
import static io.dinggate.model.message.DeliveryState.SENT;
import static io.dinggate.model.message.DeliveryState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.SendResult;
import io.dinggate.cloud.dingtalk.SendResult.Fate;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.TextContent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When nothing can change any more. */
class MessageClosingTest {

  private static final Duration DAY = Duration.ofHours(24);

  @TempDir Path directory;
  private AfterSendStage stage;

  @BeforeEach
  void begin() {
    stage = new AfterSendStage(directory);
  }

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void messageClosesADayAfterItWasSentAndSaysWhoseEndIsNotKnown() {
    sent(2, null);
    stage.fates.put("u0", new Fate.Read());
    stage.pass(Duration.ofMinutes(2));
    stage.read();
    stage.pass(DAY.minus(Duration.ofMinutes(2)).minusMillis(1));
    stage.closing.look();
    assertThat(stage.messages.status("m").closed()).isFalse();
    stage.pass(Duration.ofMillis(1));
    stage.closing.look();

    stage.assertClosed("m");
    assertThat(stage.standings("m")).containsExactly(tuple(READ, null), tuple(SENT, "no-receipt"));
    assertThat(stage.messages.told.getLast().recipients()).hasSize(1);
    stage.messages.assertToldAll("m");
    assertThat(stage.woken).isNotEmpty();
  }

  @Test
  void closedMessageNeverChanges() {
    sent(2, null);
    stage.pass(DAY);
    var task = take();
    stage.closing.look();
    var before = stage.messages.status("m");

    stage.receipts.store(
        task,
        new SendResult(Map.of("u0", new Fate.Read(), "u1", new Fate.Forbidden("143103"))),
        1,
        null);
    stage.closing.look();
    stage.recallWorker.look();

    assertThat(stage.messages.status("m")).isEqualTo(before);
    assertThat(stage.messages.states()).containsExactly(TaskState.SENT);
    stage.messages.assertToldAll("m");
  }

  @Test
  void messageClosesSoonAfterEverybodyIsAtAnEndThatStays() {
    sent(2, null);
    stage.fates.putAll(Map.of("u0", new Fate.Forbidden("143106"), "u1", new Fate.Invalid()));
    stage.pass(Duration.ofMinutes(5));
    stage.closing.look();
    stage.pass(Duration.ofMinutes(1));
    stage.read();
    stage.closing.look();

    stage.assertClosed("m");
    assertThat(stage.deliveryStates("m")).containsExactly(DROPPED, FAILED);
    stage.messages.assertToldAll("m");
  }

  @Test
  void readMessageCanStillBeTakenBack() {
    sent(1, null);
    stage.fates.put("u0", new Fate.Read());
    stage.pass(Duration.ofMinutes(2));
    stage.read();
    stage.closing.look();

    assertThat(stage.messages.status("m").closed()).isFalse();
  }

  @Test
  void messageThatWantsNoReceiptsClosesWithoutAReason() {
    sent(1, new SendOptions(null, null, SendOptions.Receipts.NONE, null, null, null));
    stage.pass(DAY);
    stage.closing.look();

    stage.assertClosed("m");
    assertThat(stage.standings("m")).containsExactly(tuple(ACCEPTED, null));
  }

  @Test
  void unknownEndKeepsItsReason() {
    stage.messages.sending = MessageStage.failing(new DingTalkFailure.NoAnswer(true));
    sent(1, null);
    stage.pass(DAY.minusMillis(1));
    stage.closing.look();
    assertThat(stage.messages.status("m").closed()).isFalse();
    stage.pass(Duration.ofMillis(1));
    stage.closing.look();

    stage.assertClosed("m");
    assertThat(stage.standings("m")).containsExactly(tuple(UNKNOWN, "no-answer"));
  }

  @Test
  void whatIsStillToBeSentKeepsAMessageOpen() {
    var inTwoDays = MessageStage.NOON.plus(Duration.ofDays(2));
    stage.messages.accept(
        "m",
        MessageStage.text("later", 1, new SendOptions(null, null, null, inTwoDays, null, null)));
    stage.pass(Duration.ofMinutes(5));
    stage.closing.look();

    assertThat(stage.messages.status("m").closed()).isFalse();
    assertThat(stage.messages.column("select close_due from message"))
        .containsExactly(Long.toString(inTwoDays.toEpochMilli()));
    stage.pass(Duration.ofDays(2));
    stage.messages.send();
    stage.closing.look();
    assertThat(stage.messages.status("m").closed()).isFalse();
    stage.pass(DAY);
    stage.closing.look();
    stage.assertClosed("m");
  }

  @Test
  void departmentThatWaitsKeepsAMessageOpen() {
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
    stage.closing.look();
    assertThat(stage.messages.status("m").closed()).isFalse();

    stage.departments.look();
    stage.pass(Duration.ofMinutes(5));
    stage.closing.look();
    stage.assertClosed("m");
  }

  @Test
  void recallThatIsUnderWayKeepsAMessageOpen() {
    sent(1, null);
    stage.pass(DAY.minusMillis(1));
    stage.recalls.want(stage.messages.caller("east"), new MessageId("m"));
    stage.failures.put("recall", new DingTalkFailure.Unavailable("500"));
    stage.recallWorker.look();
    stage.pass(Duration.ofMinutes(5));
    stage.closing.look();
    assertThat(stage.messages.status("m").closed()).isFalse();

    stage.recallWorker.look();
    stage.closing.look();
    stage.assertClosed("m");
    assertThat(stage.standings("m")).containsExactly(tuple(SENT, "no-receipt"));
  }

  @Test
  void messageWhoseLastTaskWasSentLaterClosesLater() throws SQLException {
    stage.close();
    stage = new AfterSendStage(directory, "people-per-task", "1");
    sent(2, null);
    stage.messages.database.sql(
        connection -> {
          try (var update = connection.createStatement()) {
            return update.executeUpdate(
                "update task set began_at = began_at + 3600000"
                    + " where id = (select max(id) from task)");
          }
        });
    stage.pass(DAY);
    stage.closing.look();
    assertThat(stage.messages.status("m").closed()).isFalse();
    stage.pass(Duration.ofHours(1));
    stage.closing.look();
    stage.assertClosed("m");
  }

  @Test
  void newMessagesAreLeftAloneAtFirst() {
    sent(1, null);
    stage.closing.look();
    assertThat(stage.messages.column("select close_due from message")).containsExactly("0");
    stage.pass(Duration.ofMinutes(5).minusMillis(1));
    stage.closing.look();
    assertThat(stage.messages.column("select close_due from message")).containsExactly("0");
    stage.pass(Duration.ofMillis(1));
    stage.closing.look();
    assertThat(stage.messages.column("select close_due from message")).isNotEqualTo(List.of("0"));
  }

  @Test
  void everyMessageIsLookedAt() {
    for (var i = 0; i < 120; i++) {
      stage.messages.accept("m" + i, MessageStage.text("hello " + i, 1));
    }
    while (stage.messages.states().contains(TaskState.QUEUED)) {
      stage.messages.send();
      stage.pass(Duration.ofSeconds(1));
    }
    stage.pass(DAY);
    stage.closing.look();

    assertThat(stage.messages.column("select 1 from message where closed_at is null")).isEmpty();
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
