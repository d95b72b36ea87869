package io.dinggate.cloud.message;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first tasks of one lane, as the database had them when it was last looked at: urgent ones go
 * before the others. Not thread-safe.
 */
final class Lane {

  private final Line urgent = new Line();
  private final Line normal = new Line();

  /** What the database is to be asked for. */
  @FunctionalInterface
  interface Source {

    /** The first tasks of that urgency, due or not, the earliest first, at most {@code limit}. */
    List<QueuedTask> first(boolean urgent, int limit);
  }

  /** Something has changed in the database. */
  void change() {
    urgent.changed = true;
    normal.changed = true;
  }

  /** Looks again where that is necessary to know what is next, {@code limit} tasks of each kind. */
  void refresh(Instant now, Source source, int limit) {
    if (urgent.mustBeRead(now)) {
      urgent.fill(source.first(true, limit), limit);
    }
    if (normal.mustBeRead(now)) {
      normal.fill(source.first(false, limit), limit);
    }
  }

  /** Whether the database must be asked before the next one is taken. */
  boolean mustBeRead(Instant now) {
    return urgent.mustBeRead(now) || normal.mustBeRead(now);
  }

  /** Whether there is nothing, here and in the database. */
  boolean isEmpty() {
    return urgent.isOver() && normal.isOver();
  }

  /** The one to send at that time; null when there is none. */
  @Nullable QueuedTask head(Instant now) {
    var first = urgent.due(now);
    return first == null ? normal.due(now) : first;
  }

  /** When the next one is due; never when there is none. */
  Instant due() {
    var one = urgent.firstDue();
    var other = normal.firstDue();
    return one.isBefore(other) ? one : other;
  }

  /** Takes what {@link #head} has shown. */
  void take(QueuedTask head) {
    (head.urgent() ? urgent : normal).tasks.remove();
  }

  /** Those of one urgency, the earliest first. */
  private static final class Line {

    private final Deque<QueuedTask> tasks = new ArrayDeque<>();
    private boolean changed = true;
    private boolean more;

    void fill(List<QueuedTask> first, int limit) {
      tasks.clear();
      tasks.addAll(first);
      more = first.size() >= limit;
      changed = false;
    }

    /** What comes in later is due later, too: whoever is due stays the first one. */
    boolean mustBeRead(Instant now) {
      return changed ? due(now) == null : more && tasks.isEmpty();
    }

    boolean isOver() {
      return tasks.isEmpty() && !changed && !more;
    }

    @Nullable QueuedTask due(Instant now) {
      var first = tasks.peek();
      return first == null || first.due().isAfter(now) ? null : first;
    }

    Instant firstDue() {
      var first = tasks.peek();
      return first == null ? Instant.MAX : first.due();
    }
  }
}
