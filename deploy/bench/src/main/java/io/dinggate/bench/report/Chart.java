package io.dinggate.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A bar chart for Markdown: mermaid's {@code xychart-beta}. Not thread-safe. */
final class Chart {

  private static final int STEPS = 10;

  private final String title;
  private final String unit;
  private final Map<String, Double> bars = new LinkedHashMap<>();

  Chart(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** One more bar, to the right. */
  Chart bar(String name, double value) {
    bars.put(name, value);
    return this;
  }

  /** The block with its fences. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("```mermaid");
    lines.add("xychart-beta");
    lines.add("  title \"" + title + "\"");
    lines.add(
        bars.keySet().stream()
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", ", "  x-axis [", "]")));
    lines.add("  y-axis \"" + unit + "\" 0 --> " + top());
    lines.add(
        bars.values().stream()
            .map(value -> Tables.decimals(value, 1))
            .collect(Collectors.joining(", ", "  bar [", "]")));
    lines.add("```");
    return lines;
  }

  /** The highest bar, rounded up to a tenth of its magnitude. */
  private long top() {
    var highest = bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    var step = Math.max(1, Math.pow(STEPS, Math.floor(Math.log10(highest))) / 2);
    return Math.round(Math.ceil(highest / step) * step);
  }
}
