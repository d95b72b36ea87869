package io.dinggate.local.user;

import io.dinggate.model.CorpId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/** What the syncs found and how they ended, for metrics and the log. */
@Singleton
class SyncMetrics {

  private final StepTable steps;
  private final MeterRegistry meters;
  private volatile long waiting;

  SyncMetrics(StepTable steps, MeterRegistry meters) {
    this.steps = steps;
    this.meters = meters;
    meters.gauge("dinggate.directory.waiting", this, shown -> shown.waiting);
  }

  /** A part of a directory was read. */
  void found(Drift drift) {
    count("added", drift.added());
    count("changed", drift.changed());
    count("gone", drift.gone());
  }

  /** A run has ended. */
  void ended(CorpId corp, SyncState state) {
    meters.counter("dinggate.directory.runs", "outcome", state.wire()).increment();
    Log.infof("the directory of %s was read: %s", corp, state.wire());
  }

  @Scheduled(
      identity = "count-directory-steps",
      every = "30s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void look() {
    waiting = steps.count();
  }

  private void count(String drift, int users) {
    meters.counter("dinggate.directory.drift", "drift", drift).increment(users);
  }
}
