package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class ShanghaiTimeTest {

  @Test
  void dayBeginsEightHoursEarlier() {
    var midnight = Instant.parse("2026-03-02T16:00:00Z");
    var day = LocalDate.parse("2026-03-03").toEpochDay();

    assertThat(ShanghaiTime.day(midnight)).isEqualTo(day);
    assertThat(ShanghaiTime.day(midnight.minusMillis(1))).isEqualTo(day - 1);
    assertThat(ShanghaiTime.begin(day)).isEqualTo(midnight);
  }

  @Test
  void monthBeginsEightHoursEarlier() {
    var midnight = Instant.parse("2026-03-31T16:00:00Z");

    assertThat(ShanghaiTime.month(midnight)).isEqualTo(YearMonth.of(2026, 4));
    assertThat(ShanghaiTime.month(midnight.minusMillis(1))).isEqualTo(YearMonth.of(2026, 3));
    assertThat(ShanghaiTime.begin(YearMonth.of(2026, 4))).isEqualTo(midnight);
  }
}
