package io.dinggate.cloud.event;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Removes events that nothing needs any more. */
@Singleton
final class EventRetention {

  /** Small enough for other writes to come in between. */
  private static final int BATCH = 500;

  private final EventStore store;
  private final Clock clock;
  private final EventConfig config;

  EventRetention(EventStore store, Clock clock, EventConfig config) {
    this.store = store;
    this.clock = clock;
    this.config = config;
  }

  /** Removes all that are past their retention. */
  @Scheduled(
      every = "${dinggate.event.purge-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void purge() {
    var before = clock.instant().minus(config.retention());
    var removed = 0;
    var batch = BATCH;
    while (batch == BATCH) {
      batch = store.purge(before, BATCH);
      removed += batch;
    }
    if (removed > 0) {
      Log.infof("%d events older than %s removed", removed, config.retention());
    }
  }
}
