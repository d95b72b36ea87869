package io.dinggate.local.message;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before something is tried once more: anything up to a bound that doubles with
 * each attempt ("full jitter"), so that those who failed together do not come back together.
 */
final class Backoff {

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;

  /**
   * A policy.
   *
   * @param first the bound after the first attempt
   * @param longest the bound that is never exceeded
   */
  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /** The most to wait after that many attempts, of which there was one at least. */
  Duration bound(int attempts) {
    var bound = first;
    for (var attempt = 1; attempt < attempts && bound.compareTo(longest) < 0; attempt++) {
      bound = bound.multipliedBy(2);
    }
    return bound.compareTo(longest) < 0 ? bound : longest;
  }

  /**
   * How long to wait after that many attempts.
   *
   * @param atLeast what the other side asked for; null when it did not
   */
  Duration after(int attempts, @Nullable Duration atLeast) {
    var jitter = Duration.ofMillis(random.nextLong(bound(attempts).toMillis() + 1));
    return atLeast == null ? jitter : atLeast.plus(jitter);
  }
}
