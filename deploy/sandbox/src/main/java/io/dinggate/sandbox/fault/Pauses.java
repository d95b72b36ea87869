package io.dinggate.sandbox.fault;

import io.dinggate.sandbox.http.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls that are made to wait: for a time, or until released. Thread-safe. */
final class Pauses {
  private final Map<String, Duration> delays = new HashMap<>();
  private final Set<String> held = new HashSet<>();
  private final Set<String> heldAnswers = new HashSet<>();
  private final Map<String, Integer> waiting = new HashMap<>();

  synchronized void delay(String path, Duration delay) {
    delays.put(path, delay);
  }

  synchronized void hold(String path) {
    held.add(path);
  }

  synchronized void holdAnswer(String path) {
    heldAnswers.add(path);
  }

  synchronized void release(String path) {
    boolean every = path.equals(Faults.EVERY_PATH);
    held.removeIf(kept -> every || kept.equals(path));
    heldAnswers.removeIf(kept -> every || kept.equals(path));
    notifyAll();
  }

  synchronized void clear() {
    delays.clear();
    held.clear();
    heldAnswers.clear();
    notifyAll();
  }

  synchronized boolean awaitHeld(String path, int calls, Duration timeout) {
    return Deadline.after(timeout).await(this, () -> waiting(path) >= calls);
  }

  synchronized int waiting(String path) {
    return waiting.getOrDefault(path, 0);
  }

  synchronized List<String> describe() {
    List<String> lines = new ArrayList<>();
    delays.forEach((path, delay) -> lines.add(path + ": delay " + delay));
    held.forEach(path -> lines.add(path + ": hold"));
    heldAnswers.forEach(path -> lines.add(path + ": hold answer"));
    return lines;
  }

  /** What a call waits for before anything happens. */
  synchronized void before(String path) {
    Duration delay =
        delays.getOrDefault(path, delays.getOrDefault(Faults.EVERY_PATH, Duration.ZERO));
    Deadline.after(delay).await(this, delays::isEmpty);
    waitWhileIn(held, path);
  }

  /** What an answer waits for. */
  synchronized void after(String path) {
    waitWhileIn(heldAnswers, path);
  }

  private synchronized void waitWhileIn(Set<String> where, String path) {
    if (!isIn(where, path)) {
      return;
    }
    waiting.merge(path, 1, Integer::sum);
    notifyAll();
    try {
      while (isIn(where, path)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.merge(path, -1, Integer::sum);
    }
  }

  private static boolean isIn(Set<String> where, String path) {
    return where.contains(path) || where.contains(Faults.EVERY_PATH);
  }
}
