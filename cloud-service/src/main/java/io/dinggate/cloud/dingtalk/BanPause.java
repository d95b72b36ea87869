package io.dinggate.cloud.dingtalk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps still after DingTalk has shut out our address: the ban holds for all apps and APIs, and
 * calls during it prolong it. Thread-safe.
 */
final class BanPause {

  private final Clock clock;
  private final Duration pause;
  private final AtomicReference<Instant> end = new AtomicReference<>(Instant.MIN);

  BanPause(Clock clock, Duration pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** DingTalk has just said that we are banned. */
  void begin() {
    end.set(clock.instant().plus(pause));
  }

  /** The failure to answer with as long as the pause lasts. */
  Optional<DingTalkFailure.Banned> current() {
    var left = Duration.between(clock.instant(), end.get());
    return left.isPositive() ? Optional.of(new DingTalkFailure.Banned(left)) : Optional.empty();
  }

  /** When the pause ends; empty when there is none. */
  Optional<Instant> until() {
    var last = Objects.requireNonNull(end.get());
    return clock.instant().isBefore(last) ? Optional.of(last) : Optional.empty();
  }

  /** How long the pause still lasts; nought when there is none. */
  double secondsLeft() {
    return current().map(banned -> banned.retryAfter().toMillis() / 1000.0).orElse(0.0);
  }
}
