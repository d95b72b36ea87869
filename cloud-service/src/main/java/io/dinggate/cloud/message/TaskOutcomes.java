package io.dinggate.cloud.message;

import io.dinggate.cloud.message.TaskInput.Outcome;
import io.dinggate.cloud.platform.StorageException;
import io.dinggate.model.problem.ApiException;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Records what attempts came to, and does not give up before that is stored: what DingTalk has
 * answered cannot be asked again. Until then the task stands as it was stored last, and is settled
 * as lost only if its lease or this process ends as well.
 */
@Singleton
final class TaskOutcomes {

  private final Queue<Settlement> unsettled = new ConcurrentLinkedQueue<>();
  private final TaskSteps steps;

  TaskOutcomes(TaskSteps steps) {
    this.steps = steps;
  }

  private record Settlement(Task task, Outcome outcome, boolean begun) {}

  /** Stores the outcome, now or as soon as the database takes it. Never fails. */
  void record(Task task, Outcome outcome, boolean begun) {
    var settlement = new Settlement(task, outcome, begun);
    if (!stored(settlement)) {
      unsettled.add(settlement);
    }
  }

  /** How many outcomes the database has not taken yet. */
  int waiting() {
    return unsettled.size();
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

  private boolean stored(Settlement settlement) {
    try {
      steps.settle(settlement.task(), settlement.outcome(), settlement.begun());
      return true;
    } catch (StorageException | ApiException e) {
      Log.errorf(
          "what became of task %s could not be stored yet: %s",
          settlement.task().id(), e.getMessage());
      return false;
    }
  }
}
