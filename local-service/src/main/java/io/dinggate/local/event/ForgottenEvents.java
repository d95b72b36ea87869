package io.dinggate.local.event;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes events at the end of their retention. */
@ApplicationScoped
class ForgottenEvents {

  private static final int BATCH = 1000;

  private final EventTable events;
  private final EventConfig config;
  private final Clock clock;

  ForgottenEvents(EventTable events, EventConfig config, Clock clock) {
    this.events = events;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(
      identity = "forget-events",
      every = "10m",
      delayed = "3m",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    var before = clock.instant().minus(config.retention());
    var deleted = BATCH;
    while (deleted == BATCH) {
      deleted = events.forget(before, BATCH);
    }
  }
}
