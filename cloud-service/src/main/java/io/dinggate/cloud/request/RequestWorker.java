package io.dinggate.cloud.request;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.model.RequestId;
import io.dinggate.model.SiteId;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Works on stored requests, and again after a restart: each on a thread of its own, so many of one
 * site at a time, so that a site whose requests take long holds back nobody else's.
 */
@Singleton
final class RequestWorker {

  private final RequestRunner runner;
  private final Reads reads;
  private final RequestConfig config;
  private final Clock clock;
  private final Semaphore wakeUps = new Semaphore(1);
  private final ReentrantLock looking = new ReentrantLock();

  /** What is worked on; for no more sites than there are. */
  private final ConcurrentMap<SiteId, Set<RequestId>> underWay = new ConcurrentHashMap<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread = Thread.ofPlatform().name("requests").daemon().unstarted(this::loop);
  private volatile boolean stopped;

  RequestWorker(RequestRunner runner, Reads reads, RequestConfig config, Clock clock) {
    this.runner = runner;
    this.reads = reads;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  /** Begins nothing any more; what is under way ends meanwhile. */
  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    stopped = true;
    wake();
  }

  /** Waits for what is under way; the writer is there until after this. */
  void drain(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    wake();
    thread.join();
    threads.close();
  }

  /** Says that there may be something to do; returns at once. */
  void wake() {
    wakeUps.release();
  }

  /** How many requests are worked on. */
  int underWay() {
    return underWay.values().stream().mapToInt(Set::size).sum();
  }

  @SuppressWarnings("IllegalCatch") // whatever happens, the next request must be looked at
  private void loop() {
    while (!stopped) {
      try {
        wakeUps.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
        wakeUps.drainPermits();
        look();
      } catch (InterruptedException e) {
        Log.warn("the work on requests was interrupted and goes on", e);
      } catch (RuntimeException e) {
        Log.error("requests wait: the database cannot be used", e);
      }
    }
  }

  /** Begins with everything that is due and has room; returns at once. */
  void look() {
    looking.lock();
    try {
      for (var site : reads.query(RequestTable::sites)) {
        begin(site);
      }
    } finally {
      looking.unlock();
    }
  }

  private void begin(SiteId site) {
    var mine = underWay.computeIfAbsent(site, _ -> ConcurrentHashMap.newKeySet());
    // Taken before the query: what ends meanwhile is read as open by it, and must not begin anew.
    var busy = Set.copyOf(mine);
    var room = config.concurrencyPerSite() - busy.size();
    if (room <= 0 || stopped) {
      return; // whoever ends wakes
    }
    var now = clock.instant();
    var limit = busy.size() + room;
    reads.query(connection -> RequestTable.due(connection, site, now, limit)).stream()
        .filter(request -> !busy.contains(request.id()))
        .limit(room)
        .forEach(request -> begin(request, mine));
  }

  private void begin(OpenRequest request, Set<RequestId> mine) {
    mine.add(request.id());
    threads.execute(() -> run(request, mine));
  }

  @SuppressWarnings("IllegalCatch") // it stays open, and is looked for again
  private void run(OpenRequest request, Set<RequestId> mine) {
    try {
      runner.run(request);
    } catch (RuntimeException e) {
      Log.errorf(e, "request %s waits: the database cannot be used", request);
      mine.remove(request.id());
      return; // the next look comes by itself, and not at once
    }
    mine.remove(request.id());
    wake();
  }
}
