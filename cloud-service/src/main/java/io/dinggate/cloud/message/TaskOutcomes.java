package io.dinggate.cloud.message;

import io.dinggate.cloud.platform.StorageException;
import io.dinggate.model.problem.ApiException;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Records how tasks ended, and does not give up before that is stored: what DingTalk has answered
 * cannot be asked again. Until then the task stands as it was stored last, and is settled as lost
 * only if this process ends as well.
 */
@ApplicationScoped
class TaskOutcomes {

  private final Queue<Outcome> unsettled = new ConcurrentLinkedQueue<>();
  private final TaskTable tasks;

  TaskOutcomes(TaskTable tasks) {
    this.tasks = tasks;
  }

  private record Outcome(String task, TaskEnd end) {}

  /** Stores the outcome, now or as soon as the database takes it. Never fails. */
  void record(String task, TaskEnd end) {
    var outcome = new Outcome(task, end);
    if (!stored(outcome)) {
      unsettled.add(outcome);
    }
  }

  @Scheduled(
      identity = "store-task-outcomes",
      every = "1s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void storeUnsettled() {
    while (!unsettled.isEmpty() && stored(unsettled.element())) {
      unsettled.remove();
    }
  }

  private boolean stored(Outcome outcome) {
    try {
      tasks.end(outcome.task(), outcome.end());
      return true;
    } catch (StorageException | ApiException e) {
      Log.errorf(
          "task %s is %s, which could not be stored yet: %s",
          outcome.task(), outcome.end().state(), e.getMessage());
      return false;
    }
  }
}
