package io.dinggate.local.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock for tests without the service: it stands still until it is moved. Thread-safe. */
public final class SettableClock extends Clock {

  private volatile Instant now = Instant.parse("2026-11-27T08:00:00Z");

  /** Moves the time forward. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
