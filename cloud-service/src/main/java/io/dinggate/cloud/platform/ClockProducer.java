package io.dinggate.cloud.platform;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Time for everyone: UTC in whole milliseconds, which is what the database keeps. */
final class ClockProducer {

  private ClockProducer() {}

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }
}
