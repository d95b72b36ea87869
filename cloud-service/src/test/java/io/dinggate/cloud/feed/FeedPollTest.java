package io.dinggate.cloud.feed;

import static io.dinggate.cloud.feed.FeedStage.EAST;
import static io.dinggate.cloud.feed.FeedStage.NORTH;
import static io.dinggate.cloud.feed.FeedStage.changed;
import static io.dinggate.cloud.feed.FeedStage.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.SqlUnit;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for an entry. */
@Timeout(60)
class FeedPollTest {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path directory;
  private FeedStage stage;

  @BeforeEach
  void begin() {
    stage = new FeedStage(directory, 1 << 20);
  }

  @AfterEach
  void end() throws SQLException {
    stage.database.close();
  }

  @Test
  void whatIsThereIsAnsweredAtOnceAndNobodyIsLeftWaiting() {
    stage.append(EAST, 1);

    assertThat(stage.poll(EAST, null, 0, LONG)).isCompleted();
    assertThat(stage.waiters.waiting()).isZero();
  }

  @Test
  void appendWakesWhoWaitsForTheSiteAndNobodyElse() {
    var east = stage.poll(EAST, null, 0, LONG);
    var north = stage.poll(NORTH, null, 0, LONG);
    assertThat(stage.waiters.waiting()).isEqualTo(2);

    stage.append(EAST, 1);

    assertThat(items(east.join())).containsExactly(changed(1));
    assertThat(north).isNotDone();
    assertThat(stage.waiters.waiting()).isEqualTo(1);
  }

  @Test
  void nothingInTimeIsAnEmptyPage() {
    var page = stage.poll(EAST, null, 0, Duration.ofMillis(1)).join();

    assertThat(page).isEqualTo(new FeedPage(stage.epoch(EAST), List.of()));
    assertThat(stage.waiters.waiting()).isZero();
  }

  @Test
  void noWaitIsNoParking() {
    assertThat(stage.poll(EAST, null, 0, Duration.ZERO)).isCompleted();
  }

  @Test
  void cursorThatIsGoneIsRefusedAtOnceAndNobodyIsLeftWaiting() {
    stage.append(EAST, 1);

    assertThatThrownBy(() -> stage.poll(EAST, "another", 0, LONG)).isInstanceOf(ApiException.class);
    assertThat(stage.waiters.waiting()).isZero();
  }

  @Test
  void entryThatComesBetweenReadingAndParkingIsNotMissed() {
    var late = polls(afterReading(() -> stage.append(EAST, 1)));

    var page =
        late.poll(new FeedPolls.Query(EAST, null, 0, 100), LONG).toCompletableFuture().join();

    assertThat(items(page)).containsExactly(changed(1));
  }

  @Test
  void databaseThatFailsForOneWhoWasWokenIsToldAsItIs() {
    var failure = new IllegalStateException("disk");
    var breaking =
        polls(
            afterReading(
                () -> {
                  throw failure;
                }));
    var reads = new AtomicInteger();
    var polls =
        polls(
            new Reads() {
              @Override
              public <T> T query(SqlUnit<T> unit) {
                if (reads.incrementAndGet() > 1) {
                  throw failure;
                }
                return stage.database.query(unit);
              }
            });
    assertThatThrownBy(() -> breaking.poll(new FeedPolls.Query(EAST, null, 0, 1), LONG))
        .isSameAs(failure);
    stage.epoch(EAST);
    var answer = polls.poll(new FeedPolls.Query(EAST, null, 0, 100), LONG).toCompletableFuture();
    assertThat(answer).isNotDone();

    stage.feed.wake(EAST);

    assertThat(answer.handle((_, e) -> e).join()).isSameAs(failure);
    assertThat(stage.waiters.waiting()).isZero();
  }

  @Test
  void newestWhoWaitsForASiteWinsAndTheOneBeforeIsToldSo() {
    var older = stage.poll(EAST, null, 0, LONG);
    var north = stage.poll(NORTH, null, 0, LONG);

    var newest = stage.poll(EAST, null, 0, LONG);

    assertThat(older.handle((_, e) -> e).join())
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FEED_SUPERSEDED));
    assertThat(stage.waiters.waiting()).isEqualTo(2);
    stage.append(EAST, 1);
    assertThat(items(newest.join())).containsExactly(changed(1));
    assertThat(north).isNotDone();
  }

  @Test
  void lookThatDoesNotWaitTakesNobodysPlace() {
    var waiting = stage.poll(EAST, null, 0, LONG);

    assertThat(stage.poll(EAST, null, 0, Duration.ZERO)).isCompleted();

    assertThat(waiting).isNotDone();
  }

  @RepeatedTest(20)
  void ofManyWhoComeAtOnceOneWaits() throws Exception {
    var answers = new ConcurrentLinkedQueue<CompletableFuture<FeedPage>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 16; i++) {
        callers.execute(() -> answers.add(stage.poll(EAST, null, 0, LONG)));
      }
    }

    assertThat(stage.waiters.waiting()).isEqualTo(1);
    await().until(() -> answers.stream().filter(answer -> !answer.isDone()).count() == 1);
    stage.append(EAST, 1);
    await().until(() -> answers.stream().allMatch(CompletableFuture::isDone));
    assertThat(answers.stream().filter(answer -> !answer.isCompletedExceptionally())).hasSize(1);
    assertThat(stage.waiters.waiting()).isZero();
  }

  @Test
  void serviceThatEndsAnswersEverybodyWhatThereIs() throws Exception {
    var east = stage.poll(EAST, null, 0, LONG);
    var north = stage.poll(NORTH, null, 0, LONG);

    stage.waiters.drain();

    assertThat(east.get(30, TimeUnit.SECONDS).entries()).isEmpty();
    assertThat(north.get(30, TimeUnit.SECONDS).entries()).isEmpty();
    assertThat(stage.poll(EAST, null, 0, LONG).get(30, TimeUnit.SECONDS).entries()).isEmpty();
  }

  @Test
  void wakingWhereNobodyWaitsDoesNothing() {
    stage.feed.wake(EAST);

    assertThat(stage.poll(EAST, null, 0, LONG)).isNotDone();
  }

  private FeedPolls polls(Reads reads) {
    return new FeedPolls(
        reads,
        stage.database,
        stage.items,
        (_, _) -> Map.of(),
        stage.waiters,
        FeedStage.config(1 << 20));
  }

  /** Reads, and then lets something happen once before the answer is known. */
  private Reads afterReading(Runnable event) {
    return new Reads() {
      private boolean happened;

      @Override
      public <T> T query(SqlUnit<T> unit) {
        var result = stage.database.query(unit);
        if (!happened) {
          happened = true;
          event.run();
        }
        return result;
      }
    };
  }
}
