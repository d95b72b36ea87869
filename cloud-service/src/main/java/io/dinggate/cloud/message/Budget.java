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
   * @param burst what may be used at once after a pause, at most {@code limit}
   * @param since when this process began
   */
  Budget(long limit, Duration window, long burst, Clock clock, Instant since) {
    // A bucket gives away what it holds and what flows in; together it must not exceed the limit.
    var refill = limit - burst + 1;
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

  private record ClockMeter(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
