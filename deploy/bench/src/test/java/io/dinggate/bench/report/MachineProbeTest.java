package io.dinggate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProbeTest {

  @Test
  void valueIsThatOfTheFirstLineOfTheName() {
    var lines = List.of("processor\t: 0", "model name\t: A: fast one", "model name\t: another");

    assertThat(MachineProbe.value(lines, "model name")).isEqualTo("A: fast one");
    assertThat(MachineProbe.value(lines, "model")).isEqualTo("unknown");
  }

  @Test
  void diskIsTimedBothWays(@TempDir Path disk) {
    assertThat(MachineProbe.appendMillis(disk)).isPositive();
    assertThat(MachineProbe.inPlaceMillis(disk)).isPositive();
    assertThat(disk).isEmptyDirectory();
  }
}
