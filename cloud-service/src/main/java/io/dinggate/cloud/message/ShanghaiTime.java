package io.dinggate.cloud.message;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** Days and months as DingTalk counts them: its daily and monthly limits go by Chinese time. */
final class ShanghaiTime {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private ShanghaiTime() {}

  /** The day of that moment, counted from 1970-01-01. */
  static long day(Instant at) {
    return LocalDate.ofInstant(at, ZONE).toEpochDay();
  }

  /** When the day begins. */
  static Instant begin(long day) {
    return LocalDate.ofEpochDay(day).atStartOfDay(ZONE).toInstant();
  }

  /** The month of that moment. */
  static YearMonth month(Instant at) {
    return YearMonth.from(LocalDate.ofInstant(at, ZONE));
  }

  /** When the month begins. */
  static Instant begin(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZONE).toInstant();
  }
}
