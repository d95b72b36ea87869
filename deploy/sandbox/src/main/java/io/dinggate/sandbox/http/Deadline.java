package io.dinggate.sandbox.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The end of a wait for something that other threads announce by {@link Object#notifyAll()}. */
public final class Deadline {
  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  public static Deadline after(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos());
  }

  /**
   * Waits on a monitor that the caller holds until the condition is met; false when the time is
   * over or the thread interrupted.
   */
  public boolean await(Object monitor, BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        monitor.wait(left / 1_000_000, (int) (left % 1_000_000));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
