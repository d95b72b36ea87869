package io.dinggate.cloud.message;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Settles tasks whose worker is gone: all open ones at the start, later those past their lease. */
@ApplicationScoped
class LostTasks {

  private final TaskTable tasks;
  private final Clock clock;

  LostTasks(TaskTable tasks, Clock clock) {
    this.tasks = tasks;
    this.clock = clock;
  }

  /** Runs before the first request is taken, so nobody can be working on anything. */
  void atStart(@Observes StartupEvent start) {
    report(tasks.settleLost(null));
  }

  @Scheduled(
      identity = "settle-lost-tasks",
      every = "30s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void afterTheirLease() {
    report(tasks.settleLost(clock.instant()));
  }

  private static void report(int settled) {
    if (settled > 0) {
      Log.warnf("%d tasks had lost their worker and were settled", settled);
    }
  }
}
