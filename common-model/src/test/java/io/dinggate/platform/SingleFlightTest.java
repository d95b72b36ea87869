package io.dinggate.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

  private final SingleFlight<String, Integer> flights = new SingleFlight<>();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void workRunsOnceForAllWhoWait() {
    var outcomes = withWaiters(100, runs::incrementAndGet);

    assertThat(outcomes).hasSize(101).containsOnly(1);
  }

  @Test
  void failureReachesAllWhoWait() {
    var failure = new IllegalArgumentException("no");

    var outcomes =
        withWaiters(
            20,
            () -> {
              runs.incrementAndGet();
              throw failure;
            });

    assertThat(outcomes).hasSize(21).containsOnly(failure);
    assertThat(runs).hasValue(1);
  }

  @Test
  void outcomeIsForgottenAtOnce() {
    assertThatThrownBy(
            () ->
                flights.run(
                    "key",
                    () -> {
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(flights.run("key", runs::incrementAndGet)).isEqualTo(1);
    assertThat(flights.run("key", runs::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void whoHasHeardOfAnOutcomeNeverGetsItAgain() {
    for (var i = 0; i < 2_000; i++) {
      var inside = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      var first =
          Thread.ofVirtual()
              .start(
                  () ->
                      flights.run(
                          "key",
                          () -> {
                            inside.countDown();
                            awaitLatch(release);
                            return runs.incrementAndGet();
                          }));
      awaitLatch(inside);
      release.countDown();
      var heard = flights.run("key", runs::incrementAndGet);

      assertThat(flights.run("key", runs::incrementAndGet)).isGreaterThan(heard);
      assertThat(join(first)).isTrue();
    }
  }

  @Test
  void differentKeysDoNotWaitForEachOther() {
    assertThat(flights.run("a", () -> flights.run("b", runs::incrementAndGet))).isEqualTo(1);
  }

  /** Lets the work end only when all the others are parked behind it. */
  private List<Object> withWaiters(int waiters, Supplier<Integer> work) {
    var outcomes = new ConcurrentLinkedQueue<>();
    var inside = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var first =
        Thread.ofVirtual()
            .start(
                () ->
                    outcomes.add(
                        outcome(
                            () -> {
                              inside.countDown();
                              awaitLatch(release);
                              return work.get();
                            })));
    awaitLatch(inside);
    var threads =
        new ArrayList<>(
            IntStream.range(0, waiters)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> outcomes.add(outcome(work))))
                .toList());
    await().until(() -> threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    release.countDown();
    threads.add(first);
    await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    return List.copyOf(outcomes);
  }

  private Object outcome(Supplier<Integer> work) {
    try {
      return flights.run("key", work);
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  private static boolean join(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
