package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullJitterTest {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration MAX = Duration.ofSeconds(5);

  @ParameterizedTest
  @CsvSource({"1, 200", "2, 400", "3, 800", "5, 3200", "6, 5000", "7, 5000", "2000000000, 5000"})
  void waitsDoubleUpToTheLongest(int failures, long millis) {
    assertThat(new FullJitter(FIRST, MAX, () -> 1).after(failures)).hasMillis(millis);
  }

  @Test
  void waitsAreDrawnFromNothingToTheLongest() {
    assertThat(new FullJitter(FIRST, MAX, () -> 0).after(3)).isZero();
    assertThat(new FullJitter(FIRST, MAX, () -> 0.25).after(3)).hasMillis(200);
  }

  @Test
  void longWaitsDoNotOverflow() {
    var years = Duration.ofDays(18_000);

    assertThat(new FullJitter(years, years, () -> 1).after(40)).isEqualTo(years);
  }
}
