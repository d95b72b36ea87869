package io.dinggate.bench.load;

import io.dinggate.bench.send.Goal;
import java.util.List;

/**
 * What the events have shown.
 *
 * @param load rate and times from the intended push to {@code success}
 * @param acknowledged events that were answered {@code success}, the warm-up and those pushed while
 *     the cloud was being killed among them
 * @param onDisk how many of these were in the cloud's file after kill -9
 */
public record EventFigures(LoadFigures load, int acknowledged, int onDisk) {

  private static final double MOST_MILLIS = 50;

  /** The target for the times to the answer. */
  public List<Goal> goals() {
    return List.of(
        new Goal(
            "T4",
            "p99 at %d/s / 50 ms".formatted(load.wantedPerSecond()),
            load.p99(),
            MOST_MILLIS,
            "ms",
            false,
            1));
  }

  /** Events that were answered {@code success} and are gone; anything but 0 breaks G1. */
  public int lost() {
    return acknowledged - onDisk;
  }
}
