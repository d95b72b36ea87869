package io.dinggate.bench.send;

import java.util.List;

/**
 * T3: what the way through DingGate adds at low load; times in milliseconds, medians of the rounds.
 *
 * @param perSecond messages a second
 * @param rounds how often each was measured, in turn
 * @param messages in all
 * @param lost messages that never came
 * @param p50 from the begin of the call at the site to its arrival at DingTalk
 * @param p99 the same for all but one in a hundred, over all rounds
 * @param nginx the p50 of the same through two nginx; negative when nginx is not installed
 * @param commitPostgres p50 of a transaction of one row
 * @param commitSqlite p50 of a transaction of one row
 */
public record PathFigures(
    int perSecond,
    int rounds,
    int messages,
    int lost,
    double p50,
    double p99,
    double nginx,
    double commitPostgres,
    double commitSqlite) {

  private static final double COMMITS = 4;
  private static final double MILLIS = 3;

  /** The commit that the target counts by: as many of the way's are at one end as at the other. */
  public double commit() {
    return (commitPostgres + commitSqlite) / 2;
  }

  /** The longest p50 that meets the target. */
  public double allowed() {
    return nginx + COMMITS * commit() + MILLIS;
  }

  /** Whether there was an nginx to compare with. */
  public boolean compared() {
    return nginx >= 0;
  }

  /** The target; none without nginx. */
  public List<Goal> goals() {
    return compared()
        ? List.of(
            new Goal(
                "T3",
                "p50 of the way / nginx two hops + 4 commits + 3 ms",
                p50,
                allowed(),
                "ms",
                false,
                1))
        : List.of();
  }
}
