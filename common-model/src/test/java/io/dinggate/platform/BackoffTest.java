package io.dinggate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");

  @Property
  void retryIsNeverBeforeWhatWasAskedForAndNeverLaterThanTheLongestPause(
      @ForAll @LongRange(min = 1, max = 60_000) long first,
      @ForAll @LongRange(min = 0, max = 3_600_000) long more,
      @ForAll @IntRange(min = 1, max = 1000) int attempts,
      @ForAll @LongRange(min = -1_000_000, max = 100_000_000) long askedFor,
      @ForAll long seed) {
    var most = Duration.ofMillis(first + more);
    var backoff = new Backoff(Duration.ofMillis(first), most, new Random(seed)::nextDouble);
    var asked = NOW.plusMillis(askedFor);
    var from = asked.isAfter(NOW) ? asked : NOW;

    assertThat(backoff.retryAt(NOW, attempts, asked))
        .isBetween(from, from.plus(backoff.longest(attempts)));
    assertThat(backoff.retryAt(NOW, attempts)).isBetween(NOW, NOW.plus(most));
    assertThat(backoff.longest(attempts))
        .isGreaterThanOrEqualTo(Duration.ofMillis(first))
        .isLessThanOrEqualTo(most)
        .isLessThanOrEqualTo(backoff.longest(attempts + 1));
  }

  @Test
  void longestPauseDoubles() {
    var backoff =
        new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30), new Random(1)::nextDouble);

    assertThat(IntStream.rangeClosed(0, 7).mapToObj(backoff::longest))
        .extracting(Duration::toSeconds)
        .containsExactly(2L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void pauseIsDrawnFromNothingToTheLongest() {
    assertThat(pause(() -> 0)).isZero();
    assertThat(pause(() -> 0.25)).hasMillis(200);
    assertThat(pause(() -> 1)).hasMillis(800);
  }

  private static Duration pause(DoubleSupplier random) {
    return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), random).pause(3);
  }

  @Test
  void longPausesDoNotOverflow() {
    var years = Duration.ofDays(18_000);

    assertThat(new Backoff(years, years, () -> 1).pause(Integer.MAX_VALUE)).isEqualTo(years);
  }

  @Test
  void jitterIsFull() {
    var backoff =
        new Backoff(Duration.ofMillis(3), Duration.ofSeconds(30), new Random(1)::nextDouble);

    assertThat(IntStream.range(0, 200).mapToObj(_ -> backoff.retryAt(NOW, 1)).distinct())
        .containsExactlyInAnyOrder(NOW, NOW.plusMillis(1), NOW.plusMillis(2), NOW.plusMillis(3));
  }
}
