package io.dinggate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineProbeTest {

  @Test
  void valueIsThatOfTheFirstLineOfTheName() {
    var lines = List.of("processor\t: 0", "model name\t: A: fast one", "model name\t: another");

    assertThat(MachineProbe.value(lines, "model name")).isEqualTo("A: fast one");
    assertThat(MachineProbe.value(lines, "model")).isEqualTo("unknown");
  }
}
