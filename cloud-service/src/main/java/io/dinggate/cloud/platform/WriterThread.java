package io.dinggate.cloud.platform;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes, and the bounded queue before it. A platform thread: a virtual one
 * would pin its carrier while it waits inside SQLite.
 */
final class WriterThread {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final BlockingQueue<WriteUnit<?>> queue = new LinkedBlockingQueue<>();
  private final int capacity;
  private final int batch;
  private final GroupCommit groups;
  private final Thread thread = Thread.ofPlatform().name("writer").unstarted(this::loop);
  private volatile boolean closed;

  WriterThread(int capacity, int batch, GroupCommit groups) {
    this.capacity = capacity;
    this.batch = batch;
    this.groups = groups;
  }

  void start() {
    thread.start();
  }

  /** How many units wait. */
  int waiting() {
    return queue.size();
  }

  /** Queues the unit, if there is room, and waits for its answer. */
  <T extends @Nullable Object> T run(WriteUnit<T> unit) {
    return queued(unit, capacity);
  }

  /** Queues the unit, room or not, and waits for its answer. */
  <T extends @Nullable Object> T runFollowUp(WriteUnit<T> unit) {
    return queued(unit, Integer.MAX_VALUE);
  }

  private <T extends @Nullable Object> T queued(WriteUnit<T> unit, int room) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a unit of Writes calls Writes: the inner one never ran");
    }
    if (closed || !taken(unit, room)) {
      throw overloaded();
    }
    if (!thread.isAlive() && queue.remove(unit)) {
      throw overloaded();
    }
    return unit.await();
  }

  /** One at a time, so that no two callers get the same last place. */
  private synchronized boolean taken(WriteUnit<?> unit, int room) {
    return queue.size() < room && queue.offer(unit);
  }

  /** Takes nothing in any more, runs what waits, and returns when that is done. */
  void close() throws InterruptedException {
    closed = true;
    queue.put(new WriteUnit.Stop());
    thread.join();
    queue.forEach(unit -> unit.fail(overloaded()));
  }

  private void loop() {
    var open = true;
    while (open) {
      switch (take()) {
        case WriteUnit.Sql<?> first -> commitGroup(first);
        case WriteUnit.Stop _ -> open = false;
      }
    }
  }

  /** Commits {@code first} and the units that wait right behind it. */
  private void commitGroup(WriteUnit.Sql<?> first) {
    var group = new ArrayList<WriteUnit.Sql<?>>();
    group.add(first);
    while (group.size() < batch && queue.peek() instanceof WriteUnit.Sql<?> next) {
      queue.remove(); // that one: nobody else takes any while this thread lives
      group.add(next);
    }
    guarded(group, () -> groups.commit(group));
  }

  /** Nothing that a unit or the database does ends the thread or leaves a caller waiting. */
  @SuppressWarnings("IllegalCatch")
  private void guarded(List<? extends WriteUnit<?>> units, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      Log.debugf(e, "a unit of %d failed", units.size());
      units.forEach(unit -> unit.fail(e));
    }
  }

  private WriteUnit<?> take() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        Log.warn("the writer was interrupted and goes on", e);
      }
    }
  }

  private static ApiException overloaded() {
    return new ApiException(
        ErrorCode.OVERLOADED, "the database is busy", List.of(), RETRY_AFTER, null);
  }
}
