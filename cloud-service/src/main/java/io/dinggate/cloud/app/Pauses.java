package io.dinggate.cloud.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Remembers for a while what needs not be asked again. Thread-safe; forgotten with the process. */
final class Pauses<K> {

  private final ConcurrentMap<K, Instant> ends = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration length;

  Pauses(Clock clock, Duration length) {
    this.clock = clock;
    this.length = length;
  }

  /** Begins a pause, or begins it anew. */
  void begin(K key) {
    var now = clock.instant();
    ends.values().removeIf(end -> !now.isBefore(end));
    ends.put(key, now.plus(length));
  }

  /** Whether a pause is on. */
  boolean lasts(K key) {
    var end = ends.get(key);
    return end != null && clock.instant().isBefore(end);
  }
}
