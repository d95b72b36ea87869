package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.AddressBan;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Takes sent tasks that are due and works on some of them at a time, until none is due. While
 * DingTalk shuts out our address nothing is taken.
 *
 * @param kind which tasks
 * @param lease how long a task is held; one whose worker has died is due again then
 */
record SentTaskWorker(
    SentTasks kind, Reads reads, Writes writes, AddressBan ban, Clock clock, Duration lease) {

  private static final int BATCH = 32;

  /** Works on everything that is due; returns when nothing is. */
  void workOff(Consumer<SentTask> work) {
    while (ban.until().isEmpty() && anyDue()) {
      var now = clock.instant();
      var taken = writes.sql(connection -> kind.take(connection, now, now.plus(lease), BATCH));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        taken.forEach(task -> threads.execute(() -> work(task, work)));
      }
    }
  }

  private boolean anyDue() {
    var now = clock.instant();
    return reads.query(connection -> kind.anyDue(connection, now));
  }

  @SuppressWarnings("IllegalCatch") // the task is due again after its lease
  private void work(SentTask task, Consumer<SentTask> work) {
    try {
      work.accept(task);
    } catch (RuntimeException e) {
      Log.errorf(e, "task %s (%s) was cut short", task.id(), kind);
    }
  }
}
