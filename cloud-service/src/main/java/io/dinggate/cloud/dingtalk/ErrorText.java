package io.dinggate.cloud.dingtalk;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What DingTalk tells in the words of an error only. Nothing else of these words is ever passed on:
 * they may repeat what was sent.
 */
final class ErrorText {

  private static final Pattern IP = Pattern.compile("request ip=([0-9A-Fa-f.:]{3,45})");
  private static final Pattern SCOPES =
      Pattern.compile("requiredScopes=\\[([A-Za-z0-9_.,\\s]{1,200})]");
  private static final Pattern PERMISSION = Pattern.compile("\\[([A-Za-z][A-Za-z0-9_.]{2,80})]");
  private static final Pattern SUB_CODE = Pattern.compile("subcode=([A-Za-z0-9_.-]{1,80})");
  private static final Pattern UNTIL =
      Pattern.compile("限制将在\\s*(\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2})\\s*结束");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final ZoneId DINGTALK_TIME = ZoneId.of("Asia/Shanghai");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private ErrorText() {}

  /** A code as it may be shown; {@code unreadable} when it has no form of a code. */
  static String code(@Nullable String code) {
    return code != null && CODE.matcher(code).matches() ? code : "unreadable";
  }

  /** The address that DingTalk saw. */
  static @Nullable String ip(String text) {
    return first(IP, text).orElse(null);
  }

  /** The permission that the app would need. */
  static @Nullable String permission(String text) {
    return first(PERMISSION, text).or(() -> first(SCOPES, text).map(String::strip)).orElse(null);
  }

  /** The code inside of the gateway's own words. */
  static @Nullable String subCode(String text) {
    return first(SUB_CODE, text).orElse(null);
  }

  /** How long until the end of a restriction that the text names; else {@code otherwise}. */
  static Duration untilEnd(String text, Clock clock, Duration otherwise) {
    return first(UNTIL, text)
        .flatMap(ErrorText::time)
        .map(end -> wait(end, clock))
        .orElse(otherwise);
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration wait(LocalDateTime end, Clock clock) {
    var wait = Duration.between(clock.instant(), end.atZone(DINGTALK_TIME).toInstant());
    if (wait.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static Optional<String> first(Pattern pattern, String text) {
    return Optional.of(pattern.matcher(text))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1));
  }
}
