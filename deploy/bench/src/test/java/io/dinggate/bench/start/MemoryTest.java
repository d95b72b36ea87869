package io.dinggate.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.bench.BenchException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void residentAndAnonymousMemoryAreReadFromTheRollup() {
    var rollup =
        List.of(
            "55d0c8a00000-7ffc1e5f7000 ---p 00000000 00:00 0    [rollup]",
            "Rss:              285204 kB",
            "Pss_Anon:         999999 kB",
            "Anonymous:        240412 kB",
            "AnonHugePages:     10240 kB");

    assertThat(Memory.parse(rollup)).isEqualTo(new Memory(285_204, 240_412));
  }

  @Test
  void rollupWithoutAValueIsRefused() {
    assertThatThrownBy(() -> Memory.parse(List.of("Rss: 1 kB")))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("Anonymous");
  }
}
