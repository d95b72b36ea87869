package io.dinggate.bench.load;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dinggate.bench.load.OpenLoop.Ended;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private final Measurement measurement = new Measurement(100, 100);

  @Test
  void percentilesAreThoseOfTheLatencies() {
    for (var number = 0; number < 100; number++) {
      measurement.accept(ended(number, true, number + 1));
    }

    var figures = measurement.figures(12);

    assertThat(figures.p50()).isCloseTo(50, within(0.1));
    assertThat(figures.p90()).isCloseTo(90, within(0.1));
    assertThat(figures.p99()).isCloseTo(99, within(0.1));
    assertThat(figures.max()).isCloseTo(100, within(0.1));
    assertThat(figures.pairs()).isEqualTo(12);
  }

  @Test
  void failedRequestIsTimedAndCountedButNotAchieved() {
    for (var number = 0; number < 100; number++) {
      measurement.accept(ended(number, number != 7, number == 7 ? 2_000 : 10));
    }

    var figures = measurement.figures(1);

    assertThat(figures.requests()).isEqualTo(100);
    assertThat(figures.failures()).isEqualTo(1);
    assertThat(figures.max()).isCloseTo(2_000, within(2.0));
    // the failed one, begun after 70 ms, was the last to end
    assertThat(figures.achievedPerSecond()).isCloseTo(99 / 2.07, within(0.01));
  }

  @Test
  void requestsAfterTheMeasuredOnesAreNotCounted() {
    for (var number = 0; number < 110; number++) {
      measurement.accept(ended(number, number < 100, number < 100 ? 10 : 5_000));
    }

    var figures = measurement.figures(1);

    assertThat(figures.failures()).isZero();
    assertThat(figures.max()).isCloseTo(10, within(0.1));
    assertThat(figures.achievedPerSecond()).isCloseTo(100, within(0.01));
  }

  private static Ended ended(int number, boolean ok, long millis) {
    var intended = MILLISECONDS.toNanos(number * 10L);
    return new Ended(number, ok, intended, intended + MILLISECONDS.toNanos(millis));
  }
}
