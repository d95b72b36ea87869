package io.dinggate.platform;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Does a piece of work once for all who want it at the same time. The outcome, a failure too,
 * reaches everyone who waits, and is forgotten before anybody hears of it: whoever knows an outcome
 * and asks again gets a new one. Thread-safe.
 *
 * @param <K> what is worked on
 * @param <V> what comes of it
 */
public final class SingleFlight<K, V> {

  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /**
   * Runs {@code work}, or waits for the run for the same key that is under way.
   *
   * @throws RuntimeException whatever the work failed with
   */
  @SuppressWarnings("IllegalCatch") // whatever ends the work must end the waiting
  public V run(K key, Supplier<V> work) {
    var mine = new CompletableFuture<V>();
    var other = flights.putIfAbsent(key, mine);
    if (other != null) {
      return join(other);
    }
    try {
      var value = work.get();
      flights.remove(key, mine);
      mine.complete(value);
      return value;
    } catch (Throwable e) {
      flights.remove(key, mine);
      mine.completeExceptionally(e);
      throw e;
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
