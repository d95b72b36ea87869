package io.dinggate.cloud.message;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Looks, again and again, whether there is something to do about messages besides sending. */
@Singleton
final class AfterSendJobs {

  private final Scheduler scheduler;
  private final AfterSendConfig config;
  private volatile boolean leaving;

  AfterSendJobs(Scheduler scheduler, AfterSendConfig config) {
    this.scheduler = scheduler;
    this.config = config;
  }

  void begin(
      @Observes StartupEvent event,
      ReceiptWorker receipts,
      RecallWorker recalls,
      DepartmentWorker departments,
      MessageClosing closing) {
    recalls.takeOver();
    departments.takeOver();
    schedule("read-receipts", receipts::look);
    schedule("take-messages-back", recalls::look);
    schedule("expand-departments", departments::look);
    schedule("close-messages", closing::look);
  }

  /** Begins nothing any more; what is cut short is due again. */
  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    leaving = true;
  }

  private void schedule(String name, Runnable job) {
    scheduler
        .newJob(name)
        .setInterval(config.lookEvery().toString())
        .setConcurrentExecution(ConcurrentExecution.SKIP)
        .setTask(_ -> run(name, job))
        .schedule();
  }

  @SuppressWarnings("IllegalCatch") // the next look comes all the same
  private void run(String name, Runnable job) {
    try {
      if (!leaving) {
        job.run();
      }
    } catch (RuntimeException e) {
      Log.errorf(e, "%s: the database cannot be used", name);
    }
  }
}
