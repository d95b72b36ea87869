package io.dinggate.local.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/** Entries that could not be applied, kept for somebody to look at. */
@ApplicationScoped
class ParkedEntries {

  private static final String PARK =
      """
      insert into feed_parked
        (epoch, sequence, kind, key, item, reason, appended_at, parked_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final Jdbc jdbc;
  private final Sealer sealer;
  private final ObjectMapper json;
  private final Clock clock;

  ParkedEntries(Jdbc jdbc, Sealer sealer, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Parks an entry.
   *
   * @param reason why, without anything that the entry says
   */
  void park(String epoch, FeedEntry entry, String reason) {
    jdbc.update(
        PARK,
        statement -> {
          statement.setString(1, epoch);
          statement.setLong(2, entry.sequence());
          statement.setString(3, entry.item().getClass().getSimpleName());
          statement.setString(4, key(entry.item()));
          statement.setString(5, sealed(epoch, entry));
          statement.setString(6, reason);
          statement.setObject(7, entry.at().atOffset(ZoneOffset.UTC));
          statement.setObject(8, clock.instant().atOffset(ZoneOffset.UTC));
        });
  }

  /** How many there are. */
  long count() {
    return jdbc.run(
        "select count(*) from feed_parked",
        statement -> {
          try (var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private String sealed(String epoch, FeedEntry entry) {
    try {
      return sealer.seal(
          "feed_parked.item:" + epoch + ":" + entry.sequence(),
          json.writerFor(FeedItem.class).writeValueAsString(entry.item()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an item is always JSON", e);
    }
  }

  private static String key(FeedItem item) {
    return switch (item) {
      case MessageChanged changed -> changed.message().value();
      case FeedItem.Unrecognized _ -> "";
    };
  }
}
