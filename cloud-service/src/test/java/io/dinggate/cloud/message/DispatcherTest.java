package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop that sends: how many at a time, when it looks, and how it ends. */
class DispatcherTest {

  @TempDir Path directory;
  private MessageStage stage;
  private final CountDownLatch held = new CountDownLatch(1);

  @BeforeEach
  void begin() {
    stage = new MessageStage(directory, "concurrency", "2", "internal-calls-per-second", "1000");
  }

  @AfterEach
  void end() throws SQLException {
    held.countDown();
    stage.close();
  }

  private void hold() {
    stage.sending =
        _ -> {
          try {
            held.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return 1L;
        };
  }

  private void round() {
    stage.dispatcher.round();
    stage.clock.advance(Duration.ofMillis(1));
  }

  @Test
  void soManyAtATime() {
    hold();
    stage.accept("m", text("hi", 500));
    round();
    round();
    round();
    await().until(() -> stage.calls.size() == 2);
    assertThat(stage.dispatcher.underWay()).isEqualTo(2);
    assertThat(stage.column("select count(*) from task where state = 'QUEUED'"))
        .containsExactly("3");
    assertThat(stage.meters.get("dinggate.message.under.way").gauge().value()).isEqualTo(2);

    held.countDown();
    await().until(() -> stage.dispatcher.underWay() == 0);
    stage.send();
    assertThat(stage.calls).hasSize(5);
    assertThat(stage.states()).containsOnly(TaskState.SENT);
  }

  @Test
  void waitsForTheNextLookAtMost() {
    assertThat(stage.dispatcher.round()).isEqualTo(stage.config.poll());
    stage.clock.advance(Duration.ofSeconds(4));
    assertThat(stage.dispatcher.round()).isEqualTo(Duration.ofSeconds(6));
    stage.banEnd.set(Optional.of(stage.clock.instant().plusSeconds(2)));
    assertThat(stage.dispatcher.round()).isEqualTo(Duration.ofSeconds(2));
    stage.banEnd.set(Optional.of(stage.clock.instant().minusSeconds(2)));
    assertThat(stage.dispatcher.round()).isZero();
  }

  @Test
  void clockThatIsSetBackStopsNothing() {
    stage.clock.advance(Duration.ofDays(90));
    stage.dispatcher.round();
    stage.clock.advance(Duration.ofDays(-90));
    stage.accept("m", text("hi", 1));
    stage.signal.changed();
    stage.dispatcher.round();

    await().until(() -> stage.states().contains(TaskState.SENT));
  }

  @Test
  void looksThroughTheQueueForWhatNobodyToldOf() {
    stage.dispatcher.round();
    stage.accept("m", text("hi", 1));
    stage.signal.changed();
    stage.dispatcher.round();
    assertThat(stage.states()).containsExactly(TaskState.QUEUED);

    stage.clock.advance(stage.config.poll());
    stage.dispatcher.round();
    await().until(() -> stage.states().contains(TaskState.SENT));
  }

  @Test
  void sendsByItselfAndEndsWhatIsUnderWay() throws InterruptedException {
    hold();
    stage.dispatcher.start(new StartupEvent());
    stage.accept("m", text("hi", 1));
    await().until(() -> stage.calls.size() == 1);

    stage.dispatcher.leave(null);
    stage.accept("n", text("ho", 1));
    var drain =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    stage.dispatcher.drain(new ShutdownEvent());
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertThat(drain.join(Duration.ofMillis(50))).isFalse();
    held.countDown();
    drain.join();

    assertThat(stage.states()).containsExactly(TaskState.SENT, TaskState.QUEUED);
  }

  @Test
  void databaseThatFailsForAWhileEndsNothing() throws InterruptedException {
    stage.broken.set(Optional.of(new IllegalStateException("no database")));
    stage.database.sql(
        connection -> {
          return true;
        });
    stage.dispatcher.start(new StartupEvent());
    stage.broken.set(Optional.empty());
    stage.accept("m", text("hi", 1));

    await().until(() -> stage.states().contains(TaskState.SENT));
    stage.dispatcher.drain(new ShutdownEvent());
  }

  @Test
  void signalWakesAtOnceAndOnce() throws InterruptedException {
    var signal = new QueueSignal();
    var begin = Instant.now();
    signal.ring();
    signal.await(Duration.ofSeconds(30).toNanos());
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
    signal.await(1);
  }
}
