package io.dinggate.bench.report;

import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.LoadFigures;
import io.dinggate.bench.send.Goal;
import java.util.Optional;

/** What terminal and page say in the same words. */
final class Sentences {

  private Sentences() {}

  static String durable(EventFigures events) {
    return "Events answered `success`: %d; in the file after kill -9: %d; lost: %d."
        .formatted(events.acknowledged(), events.onDisk(), events.lost());
  }

  /** Says that a target was missed. */
  static String missed(Goal goal) {
    return "Missed: %s, %s: %s, not %s %s."
        .formatted(
            goal.target(),
            goal.what(),
            Tables.decimals(goal.ratio(), 2),
            goal.atLeast() ? "at least" : "at most",
            Tables.decimals(goal.limit(), 2));
  }

  /** Says that the answers did not keep up; nothing when they did. */
  static Optional<String> behind(String what, LoadFigures load) {
    return load.keptUp()
        ? Optional.empty()
        : Optional.of(
            "Missed: of %d %s a second only %s were answered."
                .formatted(
                    load.wantedPerSecond(), what, Tables.decimals(load.achievedPerSecond(), 1)));
  }
}
