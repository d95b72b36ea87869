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

/** The real time until a test moves it. Call {@link #reset} before each test. */
@Singleton
public class TestClock {

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /** Back to the real time. */
  public void reset() {
    ahead.set(Duration.ZERO);
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

    private final Clock real = Clock.systemUTC();

    @Override
    public Instant instant() {
      return real.instant().plus(ahead.get());
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
