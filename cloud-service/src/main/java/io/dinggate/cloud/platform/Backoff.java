package io.dinggate.cloud.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When to try again: with full jitter, so that what failed together does not come back together.
 * Each attempt may wait twice as long as the one before it.
 *
 * @param first the longest pause after the first attempt
 * @param most the longest pause of all
 * @param random where the jitter comes from
 */
public record Backoff(Duration first, Duration most, RandomGenerator random) {

  private static final int MOST_DOUBLINGS = 30;

  /** After so many attempts; the first one is 1. */
  public Instant retryAt(Instant now, int attempts) {
    return retryAt(now, attempts, now);
  }

  /**
   * The same, for a refusal that says when it ends.
   *
   * @param notEarlier the answer is never before it
   */
  public Instant retryAt(Instant now, int attempts, Instant notEarlier) {
    var from = notEarlier.isAfter(now) ? notEarlier : now;
    return from.plusMillis(random.nextLong(longest(attempts).toMillis() + 1));
  }

  /** The longest pause after so many attempts. */
  public Duration longest(int attempts) {
    var doublings = Math.clamp(attempts - 1L, 0, MOST_DOUBLINGS);
    var longest = first.multipliedBy(1L << doublings);
    return longest.compareTo(most) < 0 ? longest : most;
  }
}
