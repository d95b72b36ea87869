package io.dinggate.cloud.message;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Settles tasks whose worker is gone: all that are held at the start, later those past a lease. */
@Singleton
final class LostTasks {

  private final TaskSteps steps;
  private final Clock clock;

  LostTasks(TaskSteps steps, Clock clock) {
    this.steps = steps;
    this.clock = clock;
  }

  /** Runs before the first task is claimed, so nobody can be working on anything. */
  void atStart(@Observes StartupEvent start) {
    report(steps.settleLost(Long.MAX_VALUE));
  }

  @Scheduled(
      identity = "settle-lost-tasks",
      every = "30s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void afterTheirLease() {
    report(steps.settleLost(clock.millis()));
  }

  private static void report(int settled) {
    if (settled > 0) {
      Log.warnf("%d tasks had lost their worker and were settled", settled);
    }
  }
}
