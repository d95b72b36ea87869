package io.dinggate.cloud.message;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The first tasks of one lane, as the database had them when it was last looked at: urgent ones go
 * before the others. Not thread-safe.
 */
final class Lane {

  private final Deque<QueuedTask> urgent = new ArrayDeque<>();
  private final Deque<QueuedTask> normal = new ArrayDeque<>();
  private boolean moreUrgent;
  private boolean moreNormal;
  private boolean stale = true;

  /** What the database says; {@code batch} is how many of each it was asked for. */
  void fill(List<QueuedTask> urgentOnes, List<QueuedTask> normalOnes, int batch) {
    urgent.clear();
    urgent.addAll(urgentOnes);
    normal.clear();
    normal.addAll(normalOnes);
    moreUrgent = urgentOnes.size() >= batch;
    moreNormal = normalOnes.size() >= batch;
    stale = false;
  }

  /** Something has changed in the database. */
  void change() {
    stale = true;
  }

  /** Whether the database must be asked before the next one is taken. */
  boolean isStale() {
    return stale || (urgent.isEmpty() && moreUrgent) || (normal.isEmpty() && moreNormal);
  }

  /** Whether there is nothing, here and in the database. */
  boolean isEmpty() {
    return !isStale() && urgent.isEmpty() && normal.isEmpty();
  }

  /** The one to send at that time. */
  Optional<QueuedTask> head(Instant now) {
    return Stream.of(urgent, normal)
        .flatMap(tasks -> Optional.ofNullable(tasks.peek()).stream())
        .filter(task -> !task.due().isAfter(now))
        .findFirst();
  }

  /** When the next one is due; never when there is none. */
  Optional<Instant> due() {
    return Stream.of(urgent, normal)
        .flatMap(tasks -> Optional.ofNullable(tasks.peek()).stream())
        .map(QueuedTask::due)
        .min(Instant::compareTo);
  }

  /** Takes what {@link #head} has shown. */
  void take(QueuedTask head) {
    (head.urgent() ? urgent : normal).remove();
  }
}
