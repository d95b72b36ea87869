package io.dinggate.cloud.message;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * So much within a time, whichever stretch of that length one looks at. After a restart nobody
 * knows what the process before has used, so it begins empty and fills with the time that this
 * process runs.
 */
final class Budget {

  private final Bucket bucket;
  private final long burst;

  /**
   * A budget.
   *
   * @param limit what may be used within {@code window}
   * @param burst what may be used at once after a pause, at most half of {@code limit}, or 1
   * @param largest what is used at once at most; of more than half of {@code limit} the rest is
   *     paid back afterwards
   * @param since when this process began
   */
  Budget(long limit, Duration window, long burst, long largest, Clock clock, Instant since) {
    // A bucket gives away what it holds and what flows in; together it must not exceed the limit.
    var refill = Math.max((limit + 1) / 2, limit - Math.max(burst, largest) + 1);
    var age = Duration.between(since, clock.instant());
    var initial =
        age.compareTo(window) >= 0
            ? burst
            : Math.clamp(refill * age.toMillis() / window.toMillis(), 0, burst);
    this.burst = burst;
    this.bucket =
        Bucket.builder()
            .addLimit(
                bandwidth ->
                    bandwidth.capacity(burst).refillGreedy(refill, window).initialTokens(initial))
            .withCustomTimePrecision(new ClockMeter(clock))
            .build();
  }

  /**
   * How long until {@code cost} may be used; zero for now. What costs more than the burst may begin
   * once all of that is there.
   */
  Duration until(long cost) {
    return Duration.ofNanos(
        bucket.estimateAbilityToConsume(Math.min(cost, burst)).getNanosToWaitForRefill());
  }

  /** Uses it, for somebody who has asked {@link #until}; what is too much is paid back later. */
  void take(long cost) {
    bucket.consumeIgnoringRateLimits(cost);
  }

  /** The time that has passed by the clock; one that is set back has stood still. */
  private static final class ClockMeter implements TimeMeter {

    private final Clock clock;
    private Instant last;
    private long passed;

    ClockMeter(Clock clock) {
      this.clock = clock;
      this.last = clock.instant();
    }

    @Override
    public synchronized long currentTimeNanos() {
      var now = clock.instant();
      passed += Math.max(0, ChronoUnit.NANOS.between(last, now));
      last = now;
      return passed;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
