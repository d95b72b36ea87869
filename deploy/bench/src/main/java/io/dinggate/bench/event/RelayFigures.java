package io.dinggate.bench.event;

import io.dinggate.bench.send.Goal;
import java.util.List;

/**
 * T5: how soon an event is at its site, and what a site costs that waits for one. Times in
 * milliseconds, medians of the rounds.
 *
 * @param perSecond events a second, one after the other
 * @param rounds how often it was measured
 * @param events in all
 * @param p50 from the begin of the push, before the event is on the cloud's disk, to the commit at
 *     the site
 * @param p99 the same for all but one in a hundred, over all rounds
 * @param commitPostgres p50 of a transaction of one row
 * @param commitSqlite p50 of a transaction of one row
 * @param waiting how many sites waited at the cloud at once
 * @param answered how many of them were answered as they should be
 * @param heapBytes what a waiting site takes of the cloud's heap
 * @param nativeBytes what it takes of its other memory
 */
public record RelayFigures(
    int perSecond,
    int rounds,
    int events,
    double p50,
    double p99,
    double commitPostgres,
    double commitSqlite,
    int waiting,
    int answered,
    double heapBytes,
    double nativeBytes) {

  private static final double COMMITS = 4;
  private static final double KIB = 1024;
  private static final double MOST_KIB = 16;

  /** The longest p50 that meets the target. */
  public double allowed() {
    return COMMITS * (commitPostgres + commitSqlite);
  }

  /** KiB of memory that a waiting site takes. */
  public double each() {
    return (heapBytes + nativeBytes) / KIB;
  }

  /** The targets. */
  public List<Goal> goals() {
    return List.of(
        new Goal("T5", "p50 to the site / 4 times both commits", p50, allowed(), "ms", false, 1),
        new Goal("T5", "a waiting site / 16 KiB", each(), MOST_KIB, "KiB", false, 1));
  }
}
