package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.cloud.message.Sending.Paused;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a restore nothing is sent until somebody says so. */
class SendingTest {

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
  void messagesAreSentUnlessItIsPaused() {
    assertThat(stage.pause.paused()).isEmpty();
    assertThat(gauge()).isZero();
    assertThat(stage.pause.release(_ -> {})).isFalse();
  }

  @Test
  void restoredQueueWaitsThroughRestartsAndGoesOutWhenReleased() {
    stage.accept("old", text("hi", 1));
    restore();
    var since = stage.pause.paused().orElseThrow().since();
    stage.accept("new", text("ho", 1));

    stage.send();
    stage.start();
    stage.clock.advance(Duration.ofMinutes(10));
    stage.send();

    assertThat(stage.calls).isEmpty();
    assertThat(stage.states()).containsExactly(TaskState.QUEUED, TaskState.QUEUED);
    assertThat(stage.pause.paused()).hasValue(new Paused(since, "restored"));

    var recorded = new AtomicInteger();
    assertThat(stage.pause.release(_ -> recorded.incrementAndGet())).isTrue();
    assertThat(stage.pause.release(_ -> recorded.incrementAndGet())).isFalse();
    stage.send();

    assertThat(recorded).hasValue(1);
    assertThat(stage.states()).containsExactly(TaskState.SENT, TaskState.SENT);
    stage.start();
    assertThat(stage.pause.paused()).isEmpty();
  }

  @Test
  void metricShowsThatNothingIsSent() {
    stage.database.sql(
        connection -> {
          stage.pause.databaseWasRestored(connection, stage.clock.instant());
          return true;
        });
    stage.pause.look();
    assertThat(gauge()).isEqualTo(1);

    stage.pause.release(_ -> {});

    assertThat(gauge()).isZero();
  }

  @Test
  void releaseThatCannotBeRecordedIsNone() {
    restore();

    assertThatThrownBy(
            () ->
                stage.pause.release(
                    _ -> {
                      throw new SQLException("no room");
                    }))
        .hasRootCauseMessage("no room");

    assertThat(stage.pause.paused()).isPresent();
    stage.start();
    assertThat(stage.pause.paused()).isPresent();
  }

  @Test
  void secondRestoreDoesNotHideSinceWhenNothingIsSent() {
    restore();
    var since = stage.pause.paused().orElseThrow().since();
    stage.clock.advance(Duration.ofHours(1));

    restore();

    assertThat(stage.pause.paused().orElseThrow().since()).isEqualTo(since);
  }

  @Test
  void whatHeldTasksAtTheCopyIsSettledAsAfterACrash() {
    stage.accept("m", text("hi", 1));
    stage.database.sql(
        connection ->
            connection.createStatement().executeUpdate("update task set state = 'SENDING'"));

    restore();

    assertThat(stage.states()).containsExactly(TaskState.UNKNOWN);
  }

  @Test
  void whatTheCopyHeldInItsQueueIsSentOnlyIfItMayBeSentTwice() {
    stage.accept("once", text("hi", 250));
    stage.accept("again", text("ho", 1, MessageStage.atLeastOnce()));
    stage.clock.advance(Duration.ofSeconds(1));
    restore();
    stage.accept("new", text("hey", 1));

    var settled = stage.steps.settleRestored(stage.pause.paused().orElseThrow().since());
    assertThat(stage.steps.settleRestored(stage.pause.paused().orElseThrow().since()))
        .as("what waits to be sent again is not taken twice")
        .isZero();
    stage.pause.release(_ -> {});
    stage.send();

    assertThat(settled).isEqualTo(4);
    assertThat(stage.calls).hasSize(2);
    assertThat(stage.status("once").recipients())
        .allSatisfy(
            recipient -> {
              assertThat(recipient.state()).isEqualTo(DeliveryState.UNKNOWN);
              assertThat(recipient.reason()).isEqualTo("interrupted");
            });
    assertThat(stage.status("again").recipients().getFirst().state()).isEqualTo(DeliveryState.SENT);
    assertThat(stage.status("new").recipients().getFirst().state()).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void queuedMessageCanBeCancelledWhileNothingIsSent() {
    stage.accept("m", text("hi", 1));
    restore();

    stage.intake.cancel(stage.caller("east"), new MessageId("m"));
    stage.pause.release(_ -> {});
    stage.send();

    assertThat(stage.calls).isEmpty();
    assertThat(stage.status("m").recipients().getFirst().state()).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void whatIsToldAfterARestoreIsNewerThanAllThatWasToldBefore() {
    stage.accept("m", text("hi", 1));
    var before = stage.status("m").version();
    restore();
    assertThat(stage.status("m").version()).isEqualTo(before); // nothing has become of it
    var first = stage.clock.millis() - Duration.ofMinutes(5).toMillis();

    stage.pause.release(_ -> {});
    stage.send();

    assertThat(stage.told.getLast().version()).isGreaterThan(first);
    assertThat(stage.status("m").version()).isEqualTo(stage.told.getLast().version());
  }

  /** The next start finds the database put back. */
  private void restore() {
    stage.database.sql(
        connection -> {
          stage.pause.databaseWasRestored(connection, stage.clock.instant());
          return true;
        });
    stage.start();
  }

  private double gauge() {
    return stage.meters.get("dinggate.message.sending.paused").gauge().value();
  }
}
