package io.dinggate.bench.start;

import java.util.List;

/**
 * What all starts have shown.
 *
 * @param rounds how often each variant was started, in turn with the others
 * @param options of every JVM
 * @param figures each service followed by its empty one, in each packaging
 * @param targets T6
 */
public record Starts(
    int rounds, List<String> options, List<StartFigures> figures, List<Target> targets) {

  public Starts {
    options = List.copyOf(options);
    figures = List.copyOf(figures);
    targets = List.copyOf(targets);
  }
}
