package io.dinggate.cloud.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditBudgetTest {

  private static final AuditEntry REPLAYED =
      new AuditEntry(AuditEntry.BROWSER, "login.callback", "login-1", "replayed");
  private static final AuditEntry MALFORMED =
      new AuditEntry(AuditEntry.BROWSER, "login.callback", null, "malformed");
  private static final AuditEntry OF_A_SITE =
      new AuditEntry("site:east", "login.callback", null, "replayed");

  private final AuditBudget budget = new AuditBudget(2);

  @Test
  void soManyAMinuteAreWritten() {
    assertThat(budget.due(REPLAYED, 0)).containsExactly(REPLAYED);
    assertThat(budget.due(REPLAYED, 30_000)).containsExactly(REPLAYED);
    assertThat(budget.due(REPLAYED, 59_999)).isEmpty();
  }

  @Test
  void floodOfOneKindHidesNoOther() {
    for (var i = 0; i < 5; i++) {
      budget.due(REPLAYED, 1_000);
    }

    assertThat(budget.due(MALFORMED, 1_000)).containsExactly(MALFORMED);
    assertThat(budget.due(OF_A_SITE, 1_000)).containsExactly(OF_A_SITE);
  }

  @Test
  void laterMinuteTellsOnceHowManyWereLeftOut() {
    for (var i = 0; i < 5; i++) {
      budget.due(REPLAYED, 1_000);
    }

    assertThat(budget.due(REPLAYED, 180_000))
        .containsExactly(
            new AuditEntry(
                AuditEntry.BROWSER, "audit.suppressed", "login.callback replayed", "entries:3"),
            REPLAYED);
    assertThat(budget.due(REPLAYED, 180_001)).containsExactly(REPLAYED);
  }

  @Test
  void quietMinuteTellsNothing() {
    budget.due(REPLAYED, 0);
    budget.due(REPLAYED, 1);

    assertThat(budget.due(REPLAYED, 60_000)).containsExactly(REPLAYED);
  }
}
