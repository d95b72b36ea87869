package io.dinggate.cloud.testing;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The service's clock in tests: the system's time plus what the test has let pass. */
@Alternative
@Priority(1)
@Singleton
public final class MovableClock extends Clock {

  private final InstantSource system = InstantSource.system();
  private volatile Duration passed = Duration.ZERO;

  /** Lets time pass for the service. */
  public void advance(Duration duration) {
    passed = passed.plus(duration);
  }

  /** Back to the system's time; for the end of a test. */
  public void reset() {
    passed = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return system.instant().plus(passed).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
