package io.dinggate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    assertThat(new Table("", "ms").row("cloud-service", 1_234.56).row("x", 7).lines())
        .containsExactly(
            "|               | ms     |",
            "| ------------- | ------ |",
            "| cloud-service | 1234.6 |",
            "| x             | 7      |");
  }
}
