package io.dinggate.cloud.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Does a piece of work once for all who want it at the same time. The outcome, a failure too,
 * reaches everyone who waits, and is forgotten as soon as it is there. Thread-safe.
 */
final class SingleFlight<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /**
   * Runs {@code work}, or waits for the run for the same key that is under way.
   *
   * @throws RuntimeException whatever the work failed with
   */
  @SuppressWarnings("IllegalCatch") // whatever ends the work must end the waiting
  V run(K key, Supplier<V> work) {
    var mine = new CompletableFuture<V>();
    var other = flights.putIfAbsent(key, mine);
    if (other != null) {
      return join(other);
    }
    try {
      var value = work.get();
      mine.complete(value);
      return value;
    } catch (Throwable e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(key, mine);
    }
  }

  private static <V> V join(CompletableFuture<V> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case RuntimeException unchecked -> unchecked;
        case Error error -> throw error;
        case null, default -> e;
      };
    }
  }
}
