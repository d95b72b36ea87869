package io.dinggate.cloud.event;

import java.time.Instant;
import java.util.Optional;

/** Reads DingTalk's times: milliseconds, in some of its samples seconds. */
final class EventTimes {

  private static final int SECONDS_DIGITS = 10;
  private static final int MILLIS_DIGITS = 13;

  private EventTimes() {}

  /** The moment; empty when the text is neither of the two forms. */
  static Optional<Instant> parse(String digits) {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return switch (digits.length()) {
      case SECONDS_DIGITS -> Optional.of(Instant.ofEpochSecond(Long.parseLong(digits)));
      case MILLIS_DIGITS -> Optional.of(Instant.ofEpochMilli(Long.parseLong(digits)));
      default -> Optional.empty();
    };
  }
}
