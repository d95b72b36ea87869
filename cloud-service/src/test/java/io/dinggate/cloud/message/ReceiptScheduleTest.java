package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptScheduleTest {

  private static final Instant BEGAN = Instant.parse("2026-03-02T04:00:00Z");

  private final ReceiptSchedule schedule =
      new ReceiptSchedule(
          Duration.ofHours(1), Duration.ofHours(23), Duration.ofHours(24), Duration.ofMinutes(5));

  @ParameterizedTest
  @CsvSource({
    "PT2M, PT1H",
    "PT59M59.999S, PT1H",
    "PT1H, PT23H",
    "PT22H59M59S, PT23H",
    "PT23H, ",
    "PT23H30M, "
  })
  void answersAreFollowedByTheNextTime(Duration now, Duration next) {
    assertThat(schedule.next(BEGAN, at(now))).isEqualTo(at(next));
  }

  @ParameterizedTest
  @CsvSource({"PT2M, PT7M", "PT54M, PT59M", "PT55M, PT1H", "PT56M, PT1H", "PT1H, PT23H", "PT23H, "})
  void unfinishedTasksAreAskedAboutAgainSoonOnlyAtFirst(Duration now, Duration next) {
    assertThat(schedule.nextOfUnfinished(BEGAN, at(now))).isEqualTo(at(next));
  }

  @ParameterizedTest
  @CsvSource({
    "PT2M, , PT7M",
    "PT7M, , PT14M",
    "PT14M, , PT28M",
    "PT28M, , PT56M",
    "PT54M, , PT1H",
    "PT58M, , PT1H3M",
    "PT2M, PT1S, PT7M",
    "PT7M, PT6M, PT14M",
    "PT7M, PT8M, PT15M",
    "PT2M, PT2H, PT2H2M",
    "PT1H, , PT2H",
    "PT8H, , PT16H",
    "PT16H, , PT23H",
    "PT22H58M, , PT23H3M",
    "PT23H, , PT23H5M",
    "PT23H, PT10M, PT23H10M",
    "PT23H, PT2M, PT23H5M",
    "PT23H54M59S, , PT23H59M59S",
    "PT23H55M, , ",
    "PT23H, PT1H, "
  })
  void failuresAreFollowedByAnotherTryUntilTheEnd(Duration now, Duration pause, Duration next) {
    assertThat(schedule.afterFailure(BEGAN, at(now), pause)).isEqualTo(at(next));
  }

  @Test
  void lastTimeAndTheEndAreTold() {
    assertThat(schedule.isLast(BEGAN, at(Duration.ofHours(23).minusMillis(1)))).isFalse();
    assertThat(schedule.isLast(BEGAN, at(Duration.ofHours(23)))).isTrue();
    assertThat(schedule.last(BEGAN)).isEqualTo(at(Duration.ofHours(23)));
    assertThat(schedule.isOver(BEGAN, at(Duration.ofHours(24).minusMillis(1)))).isFalse();
    assertThat(schedule.isOver(BEGAN, at(Duration.ofHours(24)))).isTrue();
  }

  private static Instant at(Duration after) {
    return after == null ? null : BEGAN.plus(after);
  }
}
