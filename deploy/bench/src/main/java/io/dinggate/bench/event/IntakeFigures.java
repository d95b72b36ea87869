package io.dinggate.bench.event;

import io.dinggate.bench.send.Goal;
import java.util.List;

/**
 * T4: events that were answered {@code success}, each on the disk by then.
 *
 * @param callers pushes at a time
 * @param rounds how often each was measured, in turn
 * @param acknowledged events a second, the median
 * @param constant the same bodies a second at an endpoint that reads them and answers a constant
 * @param rows rows a second with a commit for each, in SQLite as the cloud-service has it
 * @param p50 milliseconds to the answer, the median of the rounds
 * @param p99 the same for all but one in a hundred
 * @param failures pushes that were answered anything else
 */
public record IntakeFigures(
    int callers,
    int rounds,
    double acknowledged,
    double constant,
    double rows,
    double p50,
    double p99,
    int failures) {

  private static final double OF_CONSTANT = 0.4;
  private static final double OF_ROWS = 5;

  /** The targets. */
  public List<Goal> goals() {
    return List.of(
        new Goal(
            "T4",
            "acknowledged / constant endpoint",
            acknowledged,
            constant,
            "1/s",
            true,
            OF_CONSTANT),
        new Goal(
            "T4", "acknowledged / one commit a row", acknowledged, rows, "1/s", true, OF_ROWS));
  }
}
