package io.dinggate.bench.start;

import java.util.List;

/**
 * What the starts of one variant have shown: medians over the rounds.
 *
 * @param name what was started
 * @param packaging how
 * @param millis from the process's start to the first 200 of its readiness
 * @param fastest the shortest start
 * @param slowest the longest
 * @param resident MiB when ready
 * @param anonymous MiB when ready
 * @param warmResident MiB after the same few requests
 * @param warmAnonymous MiB after the same few requests
 */
public record StartFigures(
    String name,
    Packaging packaging,
    double millis,
    double fastest,
    double slowest,
    double resident,
    double anonymous,
    double warmResident,
    double warmAnonymous) {

  private static final double KIB_PER_MIB = 1_024;

  static StartFigures of(Subject subject, Packaging packaging, List<Start> starts) {
    var millis = starts.stream().mapToDouble(start -> start.took().toNanos() / 1e6).toArray();
    return new StartFigures(
        subject.name(),
        packaging,
        Median.of(millis),
        Median.lowest(millis),
        Median.highest(millis),
        Median.of(starts.stream().mapToDouble(start -> start.ready().resident()).toArray())
            / KIB_PER_MIB,
        Median.of(starts.stream().mapToDouble(start -> start.ready().anonymous()).toArray())
            / KIB_PER_MIB,
        Median.of(starts.stream().mapToDouble(start -> start.warm().resident()).toArray())
            / KIB_PER_MIB,
        Median.of(starts.stream().mapToDouble(start -> start.warm().anonymous()).toArray())
            / KIB_PER_MIB);
  }
}
