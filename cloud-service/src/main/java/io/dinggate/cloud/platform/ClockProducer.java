package io.dinggate.cloud.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** Time for everyone: UTC in whole milliseconds, which is what the database keeps. */
final class ClockProducer {

  private ClockProducer() {}

  @Produces
  @ApplicationScoped
  static Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }
}
