package io.dinggate.cloud.event;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.IntSupplier;

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
    var removed = inBatches(() -> store.purge(before, BATCH));
    inBatches(() -> store.forgetSubjects(before, BATCH));
    if (removed > 0) {
      Log.infof("%d events older than %s removed", removed, config.retention());
    }
  }

  private static int inBatches(IntSupplier batch) {
    var all = 0;
    int last;
    do {
      last = batch.getAsInt();
      all += last;
    } while (last == BATCH);
    return all;
  }
}
