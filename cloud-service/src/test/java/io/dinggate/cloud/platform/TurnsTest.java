package io.dinggate.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Turns<String> turns = new Turns<>();

  @Test
  void oneAtATimeWorksOnAKey() throws ExecutionException, InterruptedException {
    var inside = new AtomicInteger();
    var all = new CountDownLatch(200);
    var tasks = new ArrayList<Future<Optional<Integer>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 200; i++) {
        tasks.add(
            threads.submit(
                () -> {
                  all.countDown();
                  return turns.take(
                      "key",
                      PATIENCE,
                      _ -> {
                        var most = inside.incrementAndGet();
                        awaited(all);
                        inside.decrementAndGet();
                        return most;
                      });
                }));
      }
    }
    for (var task : tasks) {
      assertThat(task.get()).contains(1);
    }
  }

  @Test
  void whoComesMeanwhileWaitsAndIsToldSo() throws ExecutionException, InterruptedException {
    var release = new CountDownLatch(1);
    var holds = new CountDownLatch(1);
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      var first =
          threads.submit(
              () ->
                  turns.take(
                      "key",
                      PATIENCE,
                      waited -> {
                        holds.countDown();
                        awaited(release);
                        return waited;
                      }));
      holds.await();
      var waiting = new AtomicReference<Thread>();
      var second =
          threads.submit(
              () -> {
                waiting.set(Thread.currentThread());
                return turns.take("key", PATIENCE, waited -> waited);
              });
      await()
          .until(
              () ->
                  waiting.get() != null && waiting.get().getState() == Thread.State.TIMED_WAITING);
      release.countDown();

      assertThat(first.get()).contains(false);
      assertThat(second.get()).contains(true);
    }
  }

  @Test
  void otherKeysDoNotWait() {
    var inner =
        turns.take(
            "a", PATIENCE, _ -> turns.take("b", Duration.ZERO, waited -> waited).orElseThrow());

    assertThat(inner).contains(false);
  }

  @Test
  void turnThatDoesNotComeInTimeIsGivenUp() throws InterruptedException {
    var holds = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var holder =
        Thread.startVirtualThread(
            () ->
                turns.take(
                    "key",
                    PATIENCE,
                    _ -> {
                      holds.countDown();
                      return awaited(release);
                    }));
    holds.await();

    assertThat(turns.take("key", Duration.ofMillis(1), _ -> "never")).isEmpty();

    release.countDown();
    holder.join();
    assertThat(turns.take("key", Duration.ZERO, waited -> waited)).contains(false);
  }

  @Test
  void failedWorkEndsTheTurn() {
    assertThatThrownBy(
            () ->
                turns.take(
                    "key",
                    PATIENCE,
                    _ -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(turns.take("key", Duration.ZERO, waited -> waited)).contains(false);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
