package io.dinggate.bench.load;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.bench.load.OpenLoop.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

  private final FakePace pace = new FakePace();
  private final OpenLoop loop = new OpenLoop(100, pace, Runnable::run);

  @Test
  void requestsAreToBeginAtTheRate() {
    assertThat(List.of(loop.intended(0), loop.intended(1), loop.intended(100)))
        .containsExactly(0L, MILLISECONDS.toNanos(10), MILLISECONDS.toNanos(1_000));
    assertThat(new OpenLoop(3, pace, Runnable::run).intended(3_000_000))
        .isEqualTo(MILLISECONDS.toNanos(1_000) * 1_000_000);
  }

  @Test
  void whatWaitsBehindAStallIsMeasuredWithTheStall() {
    var ended = run(4, number -> took(number == 0 ? 35 : 1));

    assertThat(ended)
        .extracting(one -> one.latency() / 1_000_000)
        .containsExactly(35L, 26L, 17L, 8L);
  }

  @Test
  void requestOnTimeIsMeasuredFromItsBegin() {
    assertThat(run(3, _ -> took(2)))
        .extracting(one -> one.latency() / 1_000_000)
        .containsExactly(2L, 2L, 2L);
  }

  @Test
  void requestThatThrowsHasFailed() {
    var ended =
        run(
            2,
            number -> {
              if (number == 0) {
                throw new IllegalStateException("no answer");
              }
              return true;
            });

    assertThat(ended).extracting(Ended::ok).containsExactly(false, true);
  }

  @Test
  void nothingBeginsAfterTheStop() {
    var ended = new ArrayList<Ended>();

    loop.run(10, _ -> took(1), () -> ended.size() == 4, ended::add);

    assertThat(ended).extracting(Ended::number).containsExactly(0, 1, 2, 3);
  }

  private List<Ended> run(int count, IntPredicate request) {
    var ended = new ArrayList<Ended>();
    loop.run(count, request, () -> false, ended::add);
    return ended;
  }

  private boolean took(long millis) {
    pace.pass(MILLISECONDS.toNanos(millis));
    return true;
  }
}
