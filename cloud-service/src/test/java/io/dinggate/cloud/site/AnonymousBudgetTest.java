package io.dinggate.cloud.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.site.AnonymousBudget.Spent;
import org.junit.jupiter.api.Test;

class AnonymousBudgetTest {

  private final AnonymousBudget budget = new AnonymousBudget(2);

  @Test
  void soManyAMinuteAreAllowed() {
    assertThat(budget.spend(0)).isEqualTo(new Spent(true, 0));
    assertThat(budget.spend(30_000)).isEqualTo(new Spent(true, 0));
    assertThat(budget.spend(59_999)).isEqualTo(new Spent(false, 0));
  }

  @Test
  void nextMinuteTellsOnceHowManyWereSuppressed() {
    for (var i = 0; i < 5; i++) {
      budget.spend(1_000);
    }

    assertThat(budget.spend(60_000)).isEqualTo(new Spent(true, 3));
    assertThat(budget.spend(60_001)).isEqualTo(new Spent(true, 0));
  }
}
