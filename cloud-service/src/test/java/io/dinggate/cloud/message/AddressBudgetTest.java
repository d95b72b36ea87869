package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressBudgetTest {

  private static final Duration WINDOW = Duration.ofSeconds(20);

  private final StillClock clock = new StillClock(Instant.parse("2026-03-02T04:00:00Z"));

  @Test
  void whatIsAskedIsPaidForBySends() {
    var budget = budget("address-calls", "10000");
    clock.advance(WINDOW);
    assertThat(budget.untilSend()).isZero();
    for (var i = 0; i < 20; i++) {
      assertThat(budget.takeQuery(WINDOW)).isTrue();
    }
    assertThat(budget.untilSend()).as("the burst is used up by what was asked").isPositive();

    clock.advance(Duration.ofSeconds(1));
    assertThat(budget.untilSend()).isZero();
  }

  @Test
  void allCallsOfAWindowStayWithinTheLimit() {
    var budget = budget("address-calls", "400", "address-window", "PT20S");
    clock.advance(WINDOW);
    var end = clock.instant().plus(WINDOW);
    var calls = 0;
    while (clock.instant().isBefore(end)) {
      if (budget.untilSend().isZero()) {
        budget.takeSend();
        calls++;
      }
      clock.advance(budget.untilSend());
    }

    assertThat(calls).isBetween(390, 400);
  }

  @Test
  void whatNobodyHasPlannedIsPaidForBySends() {
    var budget = budget("address-calls", "400", "address-window", "PT20S");
    clock.advance(WINDOW);
    var calls = new ArrayList<Instant>();
    var unplanned = 0;
    var end = clock.instant().plus(WINDOW.multipliedBy(3));
    for (var i = 0; clock.instant().isBefore(end); i++) {
      while (budget.untilSend().isZero()) {
        budget.takeSend();
        calls.add(clock.instant());
      }
      if (i % 100 == 0) {
        budget.made();
        calls.add(clock.instant());
        unplanned++;
      }
      clock.advance(Duration.ofMillis(1));
    }

    assertThat(unplanned).isEqualTo(600);
    assertThat(calls).as("all in all as many as without").hasSizeBetween(1150, 1200);
    assertThat(calls).allMatch(call -> within(calls, call) <= 400);
  }

  private static long within(List<Instant> calls, Instant from) {
    var end = from.plus(WINDOW);
    return calls.stream().filter(call -> !call.isBefore(from) && call.isBefore(end)).count();
  }

  /** By the machine's own clock: they wait where they are. */
  @Test
  void whatIsAskedHasAPartOfAllCallsOnly() {
    var budget = budget("address-calls", "4", "address-window", "PT1H");

    assertThat(budget.takeQuery(Duration.ofMillis(1))).isFalse();
  }

  private AddressBudget budget(String... settings) {
    return new AddressBudget(MessageConfigs.of(settings), clock);
  }
}
