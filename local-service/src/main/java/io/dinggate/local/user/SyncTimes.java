package io.dinggate.local.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/** When directories are read. */
@ApplicationScoped
class SyncTimes {

  private final DirectoryConfig config;
  private final DoubleSupplier random;

  @Inject
  SyncTimes(DirectoryConfig config) {
    this(config, Math::random);
  }

  SyncTimes(DirectoryConfig config, DoubleSupplier random) {
    this.config = config;
    this.random = random;
  }

  /** When the next run begins after one that ended so, at {@code now}. */
  Instant next(SyncState state, Instant now) {
    return state == SyncState.COMPLETE ? nextNight(now) : now.plus(config.runAgain());
  }

  private Instant nextNight(Instant now) {
    var here = now.atZone(config.zone());
    var today = here.toLocalDate().atTime(config.reconcileAt()).atZone(config.zone());
    var next = today.isAfter(here) ? today : today.plusDays(1);
    return next.toInstant().plus(part(config.spread()));
  }

  private Duration part(Duration whole) {
    return Duration.ofMillis((long) (whole.toMillis() * random.getAsDouble()));
  }
}
