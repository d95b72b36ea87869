package io.dinggate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChartTest {

  @Test
  void chartIsABlockOfMermaid() {
    assertThat(new Chart("Time", "ms").bar("p50", 8.24).bar("p99", 82.7).lines())
        .containsExactly(
            "```mermaid",
            "xychart-beta",
            "  title \"Time\"",
            "  x-axis [\"p50\", \"p99\"]",
            "  y-axis \"ms\" 0 --> 85",
            "  bar [8.2, 82.7]",
            "```");
  }

  @Test
  void noBarIsHigherThanTheChart() {
    assertThat(new Chart("Start", "ms").bar("a", 3_457).lines())
        .contains("  y-axis \"ms\" 0 --> 3500");
    assertThat(new Chart("Start", "ms").bar("a", 0.2).lines()).contains("  y-axis \"ms\" 0 --> 1");
  }
}
