package io.dinggate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.bench.BenchOptions.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {

  @Test
  void everythingIsMeasuredWithTheUsualNumbersWhenNothingIsSaid() {
    var options = parse("");

    assertThat(options.parts()).containsExactlyInAnyOrder(Part.values());
    assertThat(options.complete()).isTrue();
    assertThat(options.command()).isEqualTo("deploy/bench/run");
  }

  @Test
  void commandRepeatsWhatWasAskedFor() {
    var options = parse("--only through --rounds 2 --seconds 5 --profile");

    assertThat(options.parts()).containsExactly(Part.THROUGH);
    assertThat(options.command())
        .isEqualTo("deploy/bench/run --only through --rounds 2 --seconds 5 --profile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--only start", "--rounds 6", "--seconds 59", "--profile"})
  void lessThanUsualIsNotForThePage(String arguments) {
    assertThat(parse(arguments).complete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--only all", "--rounds 0", "--seconds x", "--fast"})
  void whatMakesNoSenseIsRefusedWithAPointerToTheHelp(String arguments) {
    assertThatThrownBy(() -> parse(arguments))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("deploy/bench/run --help");
  }

  private static BenchOptions parse(String arguments) {
    return BenchOptions.parse(("--home . " + arguments).strip().split(" +"));
  }
}
