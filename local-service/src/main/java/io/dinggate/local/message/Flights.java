package io.dinggate.local.message;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Lets those who ask for the same at the same time share one run of the work, and its end. Two ask
 * for the same when key and hash agree.
 */
final class Flights {

  private final ConcurrentMap<Flight, CompletableFuture<Message>> flying =
      new ConcurrentHashMap<>();

  private record Flight(MessageKey key, String hash) {}

  Message share(MessageKey key, String hash, Supplier<Message> work) {
    var flight = new Flight(key, hash);
    var mine = new CompletableFuture<Message>();
    var other = flying.putIfAbsent(flight, mine);
    if (other != null) {
      return join(other);
    }
    try {
      var end = work.get();
      mine.complete(end);
      return end;
    } catch (Throwable e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flying.remove(flight, mine);
    }
  }

  private static Message join(CompletableFuture<Message> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
