package io.dinggate.local.platform;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells one working thread that it is to end: while it pauses or waits for somebody else at once,
 * and otherwise when it next asks. Work on the database is never interrupted.
 */
public final class StopSignal {

  private final CountDownLatch stop = new CountDownLatch(1);
  private @Nullable Thread waiting;

  /** Whether it is time to end. */
  public boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** Asks the thread to end. */
  public synchronized void stop() {
    stop.countDown();
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /**
   * Does nothing for a while.
   *
   * @return whether it is time to end
   */
  public boolean pause(Duration duration) {
    try {
      return stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return isStopped(); // nobody else interrupts
    }
  }

  /**
   * Does work that may be interrupted at the end.
   *
   * @throws CancellationException when it is time to end
   */
  public <T> T interruptibly(Supplier<T> work) {
    begin();
    try {
      return work.get();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    if (isStopped()) {
      throw new CancellationException("it is time to end");
    }
    waiting = Thread.currentThread();
  }

  private synchronized void end() {
    waiting = null;
    var _ = Thread.interrupted(); // an interruption that came too late is nobody else's
  }
}
