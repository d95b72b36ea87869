package io.dinggate.sandbox.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what happened in the time just past. Not thread-safe. */
public final class Window {
  private final Deque<Instant> taken = new ArrayDeque<>();

  /** Takes one more, unless that many were taken within this time up to now. */
  public boolean take(Instant now, Duration length, int most) {
    Instant begin = now.minus(length);
    while (!taken.isEmpty() && !taken.getFirst().isAfter(begin)) {
      taken.removeFirst();
    }
    if (taken.size() >= most) {
      return false;
    }
    taken.addLast(now);
    return true;
  }
}
