package io.dinggate.sandbox.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Codes that are good once and for a short time. Thread-safe. */
public final class CodeBook<T> {
  private final Clock clock;
  private final Duration life;
  private final Map<String, Code<T>> codes = new HashMap<>();

  public CodeBook(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  /** A new code that stands for the grant. */
  public synchronized String mint(T grant) {
    Instant now = clock.instant();
    codes.values().removeIf(code -> !code.expiresAt().isAfter(now));
    String value = Secrets.next();
    codes.put(value, new Code<>(grant, now.plus(life)));
    return value;
  }

  /**
   * What the code stands for, once; empty if unknown, used, expired, or not for this redeemer, in
   * which case it stays good.
   */
  public synchronized Optional<T> redeem(String value, Predicate<T> redeemer) {
    Code<T> code = codes.get(value);
    if (code == null
        || !code.expiresAt().isAfter(clock.instant())
        || !redeemer.test(code.grant())) {
      return Optional.empty();
    }
    codes.remove(value);
    return Optional.of(code.grant());
  }

  /** Forgets all codes. */
  public synchronized void clear() {
    codes.clear();
  }

  private record Code<T>(T grant, Instant expiresAt) {}
}
