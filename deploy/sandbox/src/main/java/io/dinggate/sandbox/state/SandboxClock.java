package io.dinggate.sandbox.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The sandbox's own time: a base clock plus an offset that tests move. Tokens, codes and results
 * expire by it. Thread-safe. The skew check of signed calls uses {@link #base()}, so that letting
 * tokens expire does not break the callers' signatures.
 */
public final class SandboxClock extends Clock {
  private final Clock base;
  private volatile Duration offset = Duration.ZERO;

  public SandboxClock(Clock base) {
    this.base = base;
  }

  /** Moves the time, also backwards. */
  public synchronized void advance(Duration by) {
    offset = offset.plus(by);
  }

  /** Takes back every {@link #advance}. */
  public synchronized void reset() {
    offset = Duration.ZERO;
  }

  /** The clock without the offset. */
  public Clock base() {
    return base;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    SandboxClock copy = new SandboxClock(base.withZone(zone));
    copy.advance(offset);
    return copy;
  }
}
