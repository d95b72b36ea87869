package io.dinggate.cloud.event;

import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Handles stored events after DingTalk has its answer: in order of arrival for each corp, and again
 * after a restart. An event that fails holds back its own corp alone, and only until it is parked.
 */
@Singleton
final class EventWorker {

  private static final int BATCH = 100;
  private static final int MOST_DOUBLINGS = 10;

  private final EventStore store;
  private final EventHandler handler;
  private final Registry registry;
  private final Clock clock;
  private final EventConfig config;
  private final MeterRegistry meters;
  private final Semaphore wakeUps = new Semaphore(1);
  private final ReentrantLock handling = new ReentrantLock();
  private final Thread thread = Thread.ofPlatform().name("events").daemon().unstarted(this::loop);
  private volatile boolean stopped;

  EventWorker(
      EventStore store,
      EventHandler handler,
      Registry registry,
      Clock clock,
      EventConfig config,
      MeterRegistry meters) {
    this.store = store;
    this.handler = handler;
    this.registry = registry;
    this.clock = clock;
    this.config = config;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    wake();
    thread.join();
  }

  /** Says that there may be something to do; returns at once. */
  void wake() {
    wakeUps.release();
  }

  @SuppressWarnings("IllegalCatch") // whatever happens, the next event must be looked at
  private void loop() {
    while (!stopped) {
      try {
        wakeUps.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
        wakeUps.drainPermits();
        handleDue();
      } catch (InterruptedException e) {
        Log.warn("the handling of events was interrupted and goes on", e);
      } catch (RuntimeException e) {
        Log.error("events wait: the database cannot be used", e);
      }
    }
  }

  /** Handles everything that is due; returns when nothing is. */
  void handleDue() {
    handling.lock();
    try {
      var due = store.due(clock.instant(), BATCH);
      while (!due.isEmpty() && !stopped) {
        due.forEach(this::handle);
        due = store.due(clock.instant(), BATCH);
      }
    } finally {
      handling.unlock();
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever one event does must not hold back the others
  private void handle(StoredEvent event) {
    try {
      var app = registry.snapshot().app(event.app());
      if (app.isEmpty()) {
        throw new UnreadableEventException("the app is not registered any more");
      }
      var state = handler.handle(app.get(), event, store.content(event));
      store.settle(event, state, null);
      count(state.name());
    } catch (UnreadableEventException e) {
      park(event, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (e instanceof ApiException problem && problem.code() == ErrorCode.OVERLOADED) {
        throw e;
      }
      failed(event, reason(e), e);
    }
  }

  private void failed(StoredEvent event, String reason, RuntimeException failure) {
    if (event.attempts() + 1 >= config.attempts()) {
      Log.errorf(failure, "event %d of %s (%s) failed", event.id(), event.app(), event.type());
      park(event, reason);
      return;
    }
    var wait = config.retryFirst().multipliedBy(1L << Math.min(event.attempts(), MOST_DOUBLINGS));
    store.putOff(event, clock.instant().plus(wait), reason);
    count("PUT_OFF");
  }

  private void park(StoredEvent event, String reason) {
    Log.warnf(
        "event %s of %s (%s) is parked: %s; an operator can have it handled once more",
        event.identity(), event.app(), event.type(), reason);
    store.settle(event, EventState.PARKED, reason);
    count(EventState.PARKED.name());
  }

  /** The message of a failure that is not ours may hold what was pushed. */
  private static String reason(RuntimeException failure) {
    return failure instanceof ApiException problem
        ? problem.code().wire()
        : failure.getClass().getSimpleName();
  }

  private void count(String outcome) {
    meters
        .counter("dinggate.event.handled", "outcome", outcome.toLowerCase(Locale.ROOT))
        .increment();
  }
}
