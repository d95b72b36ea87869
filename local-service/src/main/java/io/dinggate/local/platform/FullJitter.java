package io.dinggate.local.platform;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Waits between tries that double and are drawn at random, so that those who failed together do not
 * come again together.
 *
 * @param first the longest wait after the first failure
 * @param max the longest wait of all
 * @param random draws from 0 to less than 1
 */
public record FullJitter(Duration first, Duration max, DoubleSupplier random) {

  private static final int MOST_DOUBLINGS = 30;

  /**
   * How long to wait.
   *
   * @param failures how often it has failed, one at least
   */
  public Duration after(int failures) {
    var doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    var longest =
        Math.min((double) max.toMillis(), Math.scalb((double) first.toMillis(), doublings));
    return Duration.ofMillis(Math.round(longest * random.getAsDouble()));
  }
}
