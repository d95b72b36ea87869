package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final StopSignal signal = new StopSignal();

  @Test
  void pauseEndsByItself() {
    assertThat(signal.pause(Duration.ofMillis(1))).isFalse();
    assertThat(signal.isStopped()).isFalse();
  }

  @Test
  void stopEndsAPause() {
    var paused = CompletableFuture.supplyAsync(() -> signal.pause(LONG));

    signal.stop();

    assertThat(paused.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
    assertThat(signal.pause(LONG)).isTrue();
    assertThat(signal.isStopped()).isTrue();
  }

  @Test
  void stopInterruptsWhoWaitsForSomebodyElse() throws InterruptedException {
    var waits = new CountDownLatch(1);
    var interrupted = new CompletableFuture<Boolean>();
    var cleared = new CompletableFuture<Boolean>();
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  signal.interruptibly(() -> interrupted.complete(waitsForever(waits)));
                  cleared.complete(!Thread.currentThread().isInterrupted());
                });
    waits.await();

    signal.stop();

    thread.join();
    assertThat(interrupted.join()).isTrue();
    assertThat(cleared.join()).isTrue();
  }

  @Test
  void workOutsideIsNotInterrupted() {
    assertThat(signal.interruptibly(() -> 42)).isEqualTo(42);

    signal.stop();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void interruptionThatComesTooLateIsForgotten() {
    signal.interruptibly(
        () -> {
          signal.stop(); // while the work ends by itself
          return 1;
        });

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void nothingBeginsAfterTheEnd() {
    signal.stop();

    assertThatThrownBy(() -> signal.interruptibly(() -> 1))
        .isInstanceOf(CancellationException.class);
  }

  private static boolean waitsForever(CountDownLatch waits) {
    waits.countDown();
    try {
      new CountDownLatch(1).await();
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }
}
