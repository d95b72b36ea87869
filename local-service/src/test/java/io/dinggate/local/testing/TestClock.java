package io.dinggate.local.testing;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The real time until a test moves or stops it. Call {@link #reset} before each test. */
@Singleton
public class TestClock {

  private final Clock real = Clock.systemUTC();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<Instant> stopped = new AtomicReference<>();

  /** Back to the real time. */
  public void reset() {
    ahead.set(Duration.ZERO);
    stopped.set(null);
  }

  /** From now on time passes only by {@link #advance}. */
  public void stop() {
    stopped.set(real.instant());
  }

  /** The time of the service. */
  public Instant now() {
    var at = stopped.get();
    return (at == null ? real.instant() : at).plus(ahead.get());
  }

  /** Moves the time forward. */
  public void advance(Duration by) {
    ahead.updateAndGet(before -> before.plus(by));
  }

  @Mock
  @Produces
  @ApplicationScoped
  Clock clock() {
    return new Shifted();
  }

  private final class Shifted extends Clock {

    @Override
    public Instant instant() {
      return now();
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
}
