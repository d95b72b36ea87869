package io.dinggate.cloud.feed;

import io.dinggate.model.SiteId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Whoever waits for an entry of a site's feed, without a thread or a connection to the database.
 * Who parks first and then reads misses nothing. Thread-safe.
 */
@Singleton
final class FeedWaiters {

  private final ConcurrentMap<SiteId, Deque<CompletableFuture<Boolean>>> parked =
      new ConcurrentHashMap<>();
  private final int most;
  private volatile boolean draining;

  FeedWaiters(FeedConfig config) {
    this.most = config.waitersPerSite();
  }

  /**
   * Waits for a site.
   *
   * @return completed with true when there may be something to read, with false when the time is
   *     over. Whoever completes it itself does not wait any more.
   */
  CompletableFuture<Boolean> park(SiteId site, Duration atMost) {
    var waiter = new CompletableFuture<Boolean>();
    var tooMany = new ArrayList<CompletableFuture<Boolean>>();
    parked.compute(
        site,
        (_, present) -> {
          var waiting = present == null ? new ArrayDeque<CompletableFuture<Boolean>>() : present;
          waiting.add(waiter);
          while (waiting.size() > most) {
            tooMany.add(waiting.remove());
          }
          return waiting;
        });
    answer(tooMany);
    var _ = waiter.whenComplete((_, _) -> leave(site, waiter));
    waiter.completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (draining) {
      waiter.complete(true);
    }
    return waiter;
  }

  private void leave(SiteId site, CompletableFuture<Boolean> waiter) {
    parked.computeIfPresent(
        site,
        (_, waiting) -> {
          waiting.removeIf(other -> other == waiter);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  /** Lets everybody who waits for a site look again. */
  void wake(SiteId site) {
    var waiting = parked.remove(site);
    if (waiting != null) {
      answer(List.copyOf(waiting));
    }
  }

  /** How many wait, for all sites. */
  int waiting() {
    return parked.values().stream().mapToInt(Deque::size).sum();
  }

  /** SIGTERM has come: nobody waits any more, so that the service can end. */
  void drain(@Observes ShutdownDelayInitiatedEvent asked) {
    drain();
  }

  void drain() {
    draining = true;
    parked.keySet().forEach(this::wake);
  }

  private static void answer(List<CompletableFuture<Boolean>> waiters) {
    waiters.forEach(waiter -> waiter.complete(true));
  }
}
