package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.AddressBan;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.SiteId;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Takes sent tasks that are due and works on some of them at a time, until none is due; the sites
 * take turns. While DingTalk shuts out our address nothing is taken. One thread uses it at a time.
 */
final class SentTaskWorker {

  /** How many tasks are worked on at a time, and after how many the sites are looked at anew. */
  private static final int PLACES = 32;

  private final SentTasks kind;
  private final Reads reads;
  private final Writes writes;
  private final AddressBan ban;
  private final Clock clock;
  private final Duration lease;
  private final Rotation turns = new Rotation();

  /**
   * A worker.
   *
   * @param kind which tasks
   * @param lease how long a task is held; one whose worker has died is due again then
   */
  SentTaskWorker(
      SentTasks kind, Reads reads, Writes writes, AddressBan ban, Clock clock, Duration lease) {
    this.kind = kind;
    this.reads = reads;
    this.writes = writes;
    this.ban = ban;
    this.clock = clock;
    this.lease = lease;
  }

  /** Works on everything that is due; returns when nothing is. */
  void workOff(Consumer<SentTask> work) {
    var places = new Semaphore(PLACES);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      places.acquireUninterruptibly();
      var waiting = waiting();
      var takes = PLACES;
      while (!waiting.isEmpty()) {
        var free = 1 + places.drainPermits();
        var taken = take(waiting, free);
        places.release(free - taken.size());
        taken.forEach(task -> threads.execute(() -> work(task, work, places)));
        takes -= free;
        places.acquireUninterruptibly();
        if (takes <= 0 || taken.size() < free || ban.until().isPresent()) {
          waiting = waiting();
          takes = PLACES;
        }
      }
    }
  }

  /** The sites that have something to work on. */
  private Set<SiteId> waiting() {
    if (ban.until().isPresent()) {
      return Set.of();
    }
    var now = clock.instant();
    return reads.query(connection -> kind.sitesWithDue(connection, now));
  }

  private List<SentTask> take(Set<SiteId> waiting, int most) {
    var shares = new LinkedHashMap<SiteId, Integer>();
    for (var i = 0; i < most; i++) {
      var site = turns.next(waiting);
      turns.charge(site, 1);
      shares.merge(site, 1, Integer::sum);
    }
    var now = clock.instant();
    return writes.sql(connection -> take(connection, shares, now));
  }

  private List<SentTask> take(Connection connection, Map<SiteId, Integer> shares, Instant now)
      throws SQLException {
    var taken = new ArrayList<SentTask>();
    for (var share : shares.entrySet()) {
      taken.addAll(kind.take(connection, share.getKey(), now, now.plus(lease), share.getValue()));
    }
    return taken;
  }

  @SuppressWarnings("IllegalCatch") // the task is due again after its lease
  private void work(SentTask task, Consumer<SentTask> work, Semaphore places) {
    try {
      work.accept(task);
    } catch (RuntimeException e) {
      Log.errorf(e, "task %s (%s) was cut short", task.id(), kind);
    } finally {
      places.release();
    }
  }
}
