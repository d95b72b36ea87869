package io.dinggate.local.user;

import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.platform.StopSignal;
import io.dinggate.platform.Backoff;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads directories for as long as the service runs: begins the runs whose time has come, and does
 * their steps. Replicas share the steps; none is done twice.
 */
@Singleton
class SyncRunner {

  private static final Duration LAST_STEP = Duration.ofSeconds(20);

  /** How often is looked for runs while there are steps to do. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final DirectorySync sync;
  private final SyncSteps steps;
  private final SiteCorps corps;
  private final DirectoryConfig config;
  private final Backoff waits;
  private final Clock clock;
  private final StopSignal signal = new StopSignal();
  private Instant lookedAt = Instant.EPOCH;
  private @Nullable Thread thread;

  SyncRunner(
      DirectorySync sync, SyncSteps steps, SiteCorps corps, DirectoryConfig config, Clock clock) {
    this.sync = sync;
    this.steps = steps;
    this.corps = corps;
    this.config = config;
    this.waits = new Backoff(config.retryFirst(), config.retryMax(), Math::random);
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      thread = Thread.ofVirtual().name("directory").start(this::loop);
    }
  }

  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    signal.stop();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    signal.stop();
    if (thread != null) {
      thread.join(LAST_STEP);
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever happens, the next step must be looked for
  private void loop() {
    var failures = 0;
    while (!signal.isStopped()) {
      try {
        turn();
        failures = 0;
      } catch (RuntimeException | Error e) {
        Log.warn("directories are not read: steps cannot be looked for", e);
        signal.pause(waits.pause(++failures));
      }
    }
  }

  private void turn() {
    var now = clock.instant();
    var idle = !sync.step();
    if (idle || lookedAt.isAfter(now) || lookedAt.plus(LOOK_EVERY).isBefore(now)) {
      beginRuns();
      lookedAt = now;
    }
    if (idle) {
      signal.pause(config.poll());
    }
  }

  /** Begins the runs whose time has come. */
  void beginRuns() {
    var ours = corps.ids();
    ours.ifPresent(steps::expect);
    for (var corp : ours.orElse(Set.of())) {
      steps.startIfDue(corp);
    }
  }
}
