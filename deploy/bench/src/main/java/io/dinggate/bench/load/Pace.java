package io.dinggate.bench.load;

import java.util.concurrent.locks.LockSupport;

/** The time that a load is paced and measured by. */
public interface Pace {

  /** Nanoseconds since some moment, as {@link System#nanoTime}. */
  long nanos();

  /** Returns when {@link #nanos} has reached that; at once when it is past. */
  void waitUntil(long nanos);

  /** The machine's own time. */
  static Pace real() {
    return new Pace() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void waitUntil(long nanos) {
        for (var left = nanos - nanos(); left > 0; left = nanos - nanos()) {
          LockSupport.parkNanos(left);
        }
      }
    };
  }
}
