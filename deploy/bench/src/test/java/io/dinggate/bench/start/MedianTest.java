package io.dinggate.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void medianIsTheMiddleOneWhateverTheOrder() {
    assertThat(Median.of(9, 1, 1_000)).isEqualTo(9);
  }

  @Test
  void medianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(Median.of(4, 1, 100, 2)).isEqualTo(3);
  }

  @Test
  void endsAreTheLowestAndTheHighest() {
    assertThat(Median.lowest(4, 1, 100)).isEqualTo(1);
    assertThat(Median.highest(4, 1, 100)).isEqualTo(100);
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(Median::of).isInstanceOf(IllegalArgumentException.class);
  }
}
