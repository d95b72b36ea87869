package io.dinggate.bench.report;

import io.dinggate.bench.start.StartFigures;
import io.dinggate.bench.start.Starts;
import java.util.ArrayList;
import java.util.List;

/** Start and memory as charts. */
final class StartCharts {

  private final Starts starts;

  StartCharts(Starts starts) {
    this.starts = starts;
  }

  /** Both, with a line between them. */
  List<String> lines() {
    var start = new Chart("Start until ready, median", "ms");
    var memory = new Chart("Anonymous memory when ready, median", "MiB");
    for (var one : starts.figures()) {
      start.bar(name(one), one.millis());
      memory.bar(name(one), one.anonymous());
    }
    var lines = new ArrayList<>(start.lines());
    lines.add("");
    lines.addAll(memory.lines());
    return lines;
  }

  private static String name(StartFigures figures) {
    return switch (figures.packaging()) {
      case FAST_JAR -> figures.name();
      case AOT -> figures.name() + " AOT";
    };
  }
}
