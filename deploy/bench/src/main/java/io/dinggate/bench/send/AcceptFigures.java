package io.dinggate.bench.send;

import java.util.List;

/**
 * T1: messages accepted at the site.
 *
 * @param connections callers at a time, and connections of the bare loop
 * @param rounds how often each was measured, in turn
 * @param accepted messages a second that were answered 202, the median
 * @param bare messages a second that the bare loop stored, the median
 * @param p50 milliseconds to the 202, the median of the rounds
 * @param p99 the same for all but one in a hundred
 * @param failures requests that were answered anything else
 * @param pgbench what {@code pgbench --protocol=prepared -N} came to, transactions a second;
 *     negative when it is not installed
 */
public record AcceptFigures(
    int connections,
    int rounds,
    double accepted,
    double bare,
    double p50,
    double p99,
    int failures,
    double pgbench) {

  private static final double LIMIT = 0.5;

  /** The target. */
  public List<Goal> goals() {
    return List.of(new Goal("T1", "accepted / bare JDBC loop", accepted, bare, "1/s", true, LIMIT));
  }
}
