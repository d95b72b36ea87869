package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final Instant START = Instant.parse("2026-03-02T04:00:00Z");
  private static final Duration WINDOW = Duration.ofSeconds(20);

  /** Whatever stretch of the window's length one looks at, also across a restart. */
  @Property(tries = 300)
  void noWindowHasMoreThanTheLimit(
      @ForAll @IntRange(min = 1, max = 50) int limit,
      @ForAll @IntRange(min = 1, max = 50) int wantedBurst,
      @ForAll @Size(min = 50, max = 120) List<@IntRange(min = 0, max = 2000) Integer> pauses,
      @ForAll @IntRange(min = 0, max = 120) int restartAfter) {
    var burst = Math.max(1, Math.min(limit / 2, wantedBurst));
    var clock = new StillClock(START);
    var budget = new Budget(limit, WINDOW, burst, 1, clock, START);
    var used = new ArrayList<Instant>();
    for (var i = 0; i < pauses.size(); i++) {
      clock.advance(Duration.ofMillis(pauses.get(i)));
      if (i == restartAfter) {
        budget = new Budget(limit, WINDOW, burst, 1, clock, clock.instant());
      }
      while (!budget.until(1).isPositive()) {
        budget.take(1);
        used.add(clock.instant());
      }
    }

    for (var from : used) {
      assertThat(used.stream().filter(at -> !at.isBefore(from) && at.isBefore(from.plus(WINDOW))))
          .hasSizeLessThanOrEqualTo(limit);
    }
  }

  @Test
  void tasksOfTheLargestSizeKeepWithinTheLimitAsWell() {
    var clock = new StillClock(START);
    var budget = new Budget(100, WINDOW, 10, 40, clock, START);
    var used = new ArrayList<Instant>();
    for (var i = 0; i < 2000; i++) {
      clock.advance(Duration.ofMillis(100));
      if (!budget.until(40).isPositive()) {
        budget.take(40);
        used.add(clock.instant());
      }
    }

    assertThat(used).hasSizeGreaterThan(12);
    for (var from : used) {
      assertThat(used.stream().filter(at -> !at.isBefore(from) && at.isBefore(from.plus(WINDOW))))
          .hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void allOfTheLimitCanBeUsed() {
    var clock = new StillClock(START);
    var budget = new Budget(10_000, WINDOW, 20, 1, clock, START);
    var used = 0;
    for (var i = 0; i < 4000; i++) {
      clock.advance(Duration.ofMillis(10));
      while (!budget.until(1).isPositive()) {
        budget.take(1);
        used++;
      }
    }

    assertThat(used).isBetween(19_940, 20_000);
  }

  @Test
  void beginsEmptyAndSaysWhenItIsNot() {
    var clock = new StillClock(START);
    var budget = new Budget(20, Duration.ofSeconds(1), 1, 1, clock, START);

    assertThat(budget.until(1)).isEqualTo(Duration.ofMillis(50));
    clock.advance(Duration.ofMillis(50));
    assertThat(budget.until(1)).isEqualTo(Duration.ZERO);
    budget.take(1);
    assertThat(budget.until(1)).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void beginsWithWhatThisProcessHasNotUsed() {
    var clock = new StillClock(START);
    clock.advance(Duration.ofSeconds(10));
    var half = new Budget(100, WINDOW, 50, 1, clock, START);
    assertThat(half.until(25)).isZero();
    assertThat(half.until(26)).isPositive();

    clock.advance(Duration.ofSeconds(10));
    assertThat(new Budget(100, WINDOW, 50, 1, clock, START).until(50)).isZero();
  }

  @Test
  void clockThatIsSetBackStopsNothing() {
    var clock = new StillClock(START);
    var budget = new Budget(20, Duration.ofSeconds(1), 1, 1, clock, START);
    clock.advance(Duration.ofDays(90));
    budget.take(1);
    clock.set(START);

    assertThat(budget.until(1)).isEqualTo(Duration.ofMillis(50));
    clock.advance(Duration.ofMillis(50));
    assertThat(budget.until(1)).isZero();
  }

  @Test
  void whatIsLargerThanTheBurstIsPaidBack() {
    var clock = new StillClock(START);
    clock.advance(WINDOW);
    var budget = new Budget(100, WINDOW, 10, 50, clock, START);

    assertThat(budget.until(50)).isZero();
    budget.take(50);
    assertThat(budget.until(1)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(17));
    clock.advance(WINDOW);
    assertThat(budget.until(10)).isZero();
  }
}
