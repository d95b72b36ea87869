package io.dinggate.local.feed;

import io.dinggate.local.platform.Jdbc;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When the cloud last answered for the feed and had no more to tell: until then this site knows all
 * that the cloud does. All replicas know it, though one reads; seconds do not matter. Thread-safe.
 */
@Singleton
public class FeedAnswers {

  /** An idle feed is answered twice a minute for as long as the service runs. */
  private static final Duration WRITE_GRAIN = Duration.ofMinutes(1);

  /** It may be asked for by every request. */
  private static final Duration READ_GRAIN = Duration.ofSeconds(10);

  private final Jdbc jdbc;
  private final Clock clock;
  private volatile @Nullable Instant written;
  private volatile @Nullable Known known;

  FeedAnswers(Jdbc jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Known(Instant answeredAt, Instant readAt) {}

  /** The cloud has answered, and everything that it had to tell has been applied. */
  void note() {
    var now = clock.instant();
    var before = written;
    if (before == null || isOver(WRITE_GRAIN, before, now)) {
      jdbc.update(
          "update feed_answer set answered_at = ?",
          statement -> statement.setObject(1, now.atOffset(ZoneOffset.UTC)));
      written = now;
      known = new Known(now, now);
    }
  }

  /** When it last did; while it never has, when the site was set up. */
  public Instant last() {
    var now = clock.instant();
    var before = known;
    if (before != null && !isOver(READ_GRAIN, before.readAt(), now)) {
      return before.answeredAt();
    }
    var answeredAt = read();
    known = new Known(answeredAt, now);
    return answeredAt;
  }

  private Instant read() {
    return jdbc.run(
        "select answered_at from feed_answer",
        statement -> {
          try (var row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
          }
        });
  }

  /** A clock that was set back must not hold it up. */
  private static boolean isOver(Duration grain, Instant from, Instant now) {
    return Duration.between(from, now).abs().compareTo(grain) >= 0;
  }
}
