package io.dinggate.cloud.feed;

import io.dinggate.model.SiteId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Who waits for an entry of a site's feed, one of each site, without a thread or a connection to
 * the database. Who parks first and then reads misses nothing. Thread-safe.
 */
@Singleton
final class FeedWaiters {

  private final ConcurrentMap<SiteId, CompletableFuture<Turn>> parked = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /** Why somebody waits no longer. */
  enum Turn {
    /** There may be something to read. */
    LOOK,
    /** Nothing has come in time. */
    TIME_OVER,
    /** A newer one waits for the same site. */
    SUPERSEDED
  }

  /**
   * Waits for a site, in the place of whoever did so before. Whoever completes it itself does not
   * wait any more.
   */
  CompletableFuture<Turn> park(SiteId site, Duration atMost) {
    var waiter = new CompletableFuture<Turn>();
    var older = parked.put(site, waiter);
    if (older != null) {
      older.complete(Turn.SUPERSEDED);
    }
    var _ = waiter.whenComplete((_, _) -> parked.remove(site, waiter));
    waiter.completeOnTimeout(Turn.TIME_OVER, atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (draining) {
      waiter.complete(Turn.LOOK);
    }
    return waiter;
  }

  /** Lets whoever waits for a site look again. */
  void wake(SiteId site) {
    var waiter = parked.get(site);
    if (waiter != null) {
      waiter.complete(Turn.LOOK);
    }
  }

  /** How many wait, for all sites. */
  int waiting() {
    return parked.size();
  }

  /** SIGTERM has come: nobody waits any more, so that the service can end. */
  void drain(@Observes ShutdownDelayInitiatedEvent asked) {
    drain();
  }

  void drain() {
    draining = true;
    parked.keySet().forEach(this::wake);
  }
}
