package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.AddressBan;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.AppId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Takes tasks out of the queue as the budgets allow and has each one sent on a thread of its own,
 * so many at a time. While DingTalk shuts out our address, or sending is paused, nothing is taken
 * at all.
 */
@Singleton
final class Dispatcher {

  private static final int AFTER_LOST_TASKS = 10_000;

  private final TaskSteps steps;
  private final TaskRunner runner;
  private final Reads reads;
  private final QueueSignal signal;
  private final AddressBan ban;
  private final Sending sending;
  private final MessageConfig config;
  private final Clock clock;
  private final FairQueue queue;
  private final Semaphore free;
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread =
      Thread.ofPlatform().name("dispatcher").daemon().unstarted(this::loop);
  private Instant nextLook = Instant.MIN;
  private volatile boolean stopped;

  Dispatcher(
      TaskSteps steps,
      TaskRunner runner,
      Reads reads,
      QueueSignal signal,
      AddressBudget address,
      SendPauses pauses,
      AddressBan ban,
      Sending sending,
      Registry registry,
      MessageConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.steps = steps;
    this.runner = runner;
    this.reads = reads;
    this.signal = signal;
    this.ban = ban;
    this.sending = sending;
    this.config = config;
    this.clock = clock;
    this.queue =
        new FairQueue(config, this::heads, address, pauses, app -> kind(registry, app), clock);
    this.free = new Semaphore(config.concurrency());
    meters.gauge("dinggate.message.under.way", this, Dispatcher::underWay);
  }

  void start(@Observes @Priority(AFTER_LOST_TASKS) StartupEvent event) {
    thread.start();
  }

  /** Takes nothing any more; what is under way ends meanwhile. */
  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    stopped = true;
    signal.ring();
  }

  /** Waits for what is under way; the writer is there until after this. */
  void drain(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    signal.ring();
    thread.join();
    free.acquire(config.concurrency());
  }

  /** How many tasks are being sent. */
  int underWay() {
    return config.concurrency() - free.availablePermits();
  }

  @SuppressWarnings("IllegalCatch") // whatever happens, the next task must be looked at
  private void loop() {
    while (!stopped) {
      try {
        signal.await(round().toNanos());
      } catch (InterruptedException e) {
        Log.warn("the dispatcher was interrupted and goes on", e);
      } catch (RuntimeException e) {
        Log.error("messages wait: the queue cannot be read", e);
        pauseAfterFault();
      }
    }
  }

  private void pauseAfterFault() {
    try {
      Thread.sleep(config.retryFirst());
    } catch (InterruptedException e) {
      Log.warn("the dispatcher was interrupted and goes on", e);
    }
  }

  /**
   * Sends what may be sent now.
   *
   * @return how long nothing more is to be done unless something happens
   */
  Duration round() {
    look();
    if (sending.paused().isPresent()) {
      return untilNextLook(nextLook); // whoever releases it rings
    }
    var banned = ban.until();
    if (banned.isPresent()) {
      return untilNextLook(banned.get());
    }
    var room = free.availablePermits();
    if (room == 0) {
      return untilNextLook(nextLook); // whoever ends rings
    }
    var taken = queue.take(room);
    if (!taken.isEmpty()) {
      send(taken);
    }
    return untilNextLook(queue.nextTake());
  }

  private Duration untilNextLook(Instant other) {
    var next = other.isBefore(nextLook) ? other : nextLook;
    var wait = Duration.between(clock.instant(), next);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Learns of what has changed, and from time to time of what nobody has told of. */
  private void look() {
    queue.changed(signal.changed());
    var now = clock.instant();
    var latest = now.plus(config.poll());
    if (!now.isBefore(nextLook) || nextLook.isAfter(latest)) { // the clock may be set back
      queue.changed(reads.query(TaskTable::lanes));
      nextLook = latest;
    }
  }

  private void send(List<QueuedTask> taken) {
    var claimed = steps.claim(taken.stream().map(QueuedTask::id).toList());
    for (var task : claimed) {
      free.acquireUninterruptibly();
      threads.execute(
          () -> {
            try {
              runner.run(task);
            } finally {
              free.release();
              signal.ring();
            }
          });
    }
  }

  private List<QueuedTask> heads(LaneKey lane, boolean urgent, int limit) {
    return reads.query(connection -> TaskTable.heads(connection, lane, urgent, limit));
  }

  /** An app that is not registered any more sends nothing; the runner says so. */
  private static AppKind kind(Registry registry, AppId app) {
    return registry.snapshot().app(app).map(App::kind).orElse(AppKind.INTERNAL);
  }
}
