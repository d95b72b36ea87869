package io.dinggate.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * When to try again: with full jitter, so that what failed together does not come back together.
 * Each attempt may wait twice as long as the one before it.
 *
 * @param first the longest pause after the first attempt
 * @param most the longest pause of all
 * @param random draws from 0 to less than 1
 */
public record Backoff(Duration first, Duration most, DoubleSupplier random) {

  private static final int MOST_DOUBLINGS = 30;

  /** How long to wait after so many attempts; the first one is 1. */
  public Duration pause(int attempts) {
    return Duration.ofMillis(Math.round(longest(attempts).toMillis() * random.getAsDouble()));
  }

  /** The same as a time. */
  public Instant retryAt(Instant now, int attempts) {
    return now.plus(pause(attempts));
  }

  /**
   * The same, for a refusal that says when it ends.
   *
   * @param notEarlier the answer is never before it
   */
  public Instant retryAt(Instant now, int attempts, Instant notEarlier) {
    return retryAt(notEarlier.isAfter(now) ? notEarlier : now, attempts);
  }

  /** The longest pause after so many attempts. */
  public Duration longest(int attempts) {
    var doublings = Math.clamp(attempts - 1L, 0, MOST_DOUBLINGS);
    var longest = first.multipliedBy(1L << doublings);
    return longest.compareTo(most) < 0 ? longest : most;
  }
}
