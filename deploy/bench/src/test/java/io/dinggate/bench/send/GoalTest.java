package io.dinggate.bench.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.bench.stub.Arrival;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoalTest {

  @Test
  void acceptingIsToBeHalfOfTheBareLoop() {
    assertThat(accept(500, 1_000).met()).isTrue();
    assertThat(accept(499, 1_000).met()).isFalse();
    assertThat(accept(499, 1_000).ratio()).isEqualTo(0.499);
  }

  @Test
  void wayMayTakeTheProxiesFourCommitsAndThreeMillisecondsMore() {
    var way = new PathFigures(10, 3, 300, 0, 5.0, 9, 1.0, 0.2, 0.3);

    assertThat(way.allowed()).isEqualTo(1.0 + 4 * 0.25 + 3);
    assertThat(way.goals()).extracting(Goal::met).containsExactly(true);
    assertThat(new PathFigures(10, 3, 300, 0, 5.1, 9, 1.0, 0.2, 0.3).goals())
        .extracting(Goal::met)
        .containsExactly(false);
  }

  @Test
  void withoutNginxThereIsNothingToCompareTheWayWith() {
    assertThat(new PathFigures(10, 3, 300, 0, 5.0, 9, -1, 0.2, 0.3).goals()).isEmpty();
  }

  @Test
  void rateIsThatOfTheWindowAndItsLowestPartIsFound() {
    var second = 1_000_000_000L;
    var came =
        IntStream.range(0, 30)
            .filter(at -> at < 10 || at >= 15)
            .mapToObj(at -> new Arrival(at, at * second))
            .toList();

    assertThat(ThroughBench.rate(came, 0, 30 * second)).isEqualTo(25 / 30.0);
    assertThat(ThroughBench.lowest(came, 0, 30 * second)).isEqualTo(0.5);
    assertThat(ThroughBench.rate(List.of(), 0, second)).isZero();
  }

  @Test
  void callsAtTheLimitMeetTheTarget() {
    assertThat(through(499.6).met()).isTrue();
    assertThat(through(470).met()).isFalse();
  }

  @Test
  void percentileIsTheValueThatSoManyDoNotExceed() {
    var values = IntStream.rangeClosed(1, 100).mapToDouble(value -> 101 - value).toArray();

    assertThat(PathBench.percentile(values, 0.99)).isEqualTo(99);
    assertThat(PathBench.percentile(new double[] {7}, 0.99)).isEqualTo(7);
  }

  @Test
  void rateOfPgbenchIsRead() {
    assertThat(PgBench.rate("latency average = 1 ms\ntps = 7123.4 (without initial)\n"))
        .isEqualTo(7123.4);
    assertThat(PgBench.rate("no such thing")).isNegative();
  }

  private static Goal accept(double accepted, double bare) {
    return new AcceptFigures(16, 5, accepted, bare, 1, 2, 0, -1).goals().getFirst();
  }

  private static Goal through(double achieved) {
    return new ThroughFigures(40, 500, 60, achieved, 480, 0, 0, 0, Map.of(), 900, Map.of())
        .goals()
        .getFirst();
  }
}
