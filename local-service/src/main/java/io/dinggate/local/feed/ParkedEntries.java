package io.dinggate.local.feed;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Entries that could not be applied, and those of the same key after them, kept until an operator
 * has them applied, or gives them up.
 */
@ApplicationScoped
class ParkedEntries {

  /** The reason of an entry of which an earlier one of the same key is parked. */
  static final String BEHIND = "behind-a-parked-entry";

  /** One that is there already was read once more, after the cursor had been given up. */
  private static final String PARK =
      """
      insert into feed_parked
        (epoch, sequence, kind, key, item, reason, appended_at, parked_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (epoch, sequence) do nothing
      """;

  private static final String BLOCKED =
      """
      select distinct kind, key from feed_parked
      where (kind, key) in (select * from unnest(?::text[], ?::text[]))
      """;

  private static final String VIEW =
      """
      select position, kind, key, reason, epoch, sequence, appended_at, parked_at from feed_parked
      """;

  private static final String FIRST =
      """
      select position, epoch, sequence, item, appended_at from feed_parked
      where kind = ? and key = ? order by position limit 1
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
   * An entry that is parked.
   *
   * @param id names it
   * @param epoch of the feed
   * @param sequence its place in the feed
   * @param at when it was appended
   * @param sealed its item
   */
  record Parked(long id, String epoch, long sequence, Instant at, String sealed) {}

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
          var key =
              FeedKey.of(entry.item()).orElseGet(() -> new FeedKey(FeedKey.kind(entry.item()), ""));
          statement.setString(3, key.kind());
          statement.setString(4, key.key());
          statement.setString(5, sealed(epoch, entry));
          statement.setString(6, reason);
          statement.setObject(7, entry.at().atOffset(ZoneOffset.UTC));
          statement.setObject(8, clock.instant().atOffset(ZoneOffset.UTC));
        });
  }

  /** Those of the entries' keys of which an entry is parked. */
  Set<FeedKey> blocked(Collection<FeedEntry> entries) {
    var keys =
        entries.stream()
            .flatMap(entry -> FeedKey.of(entry.item()).stream())
            .collect(toUnmodifiableSet())
            .stream()
            .toList();
    if (keys.isEmpty()) {
      return Set.of();
    }
    return jdbc.run(
        BLOCKED,
        statement -> {
          var connection = statement.getConnection();
          statement.setArray(
              1, connection.createArrayOf("text", keys.stream().map(FeedKey::kind).toArray()));
          statement.setArray(
              2, connection.createArrayOf("text", keys.stream().map(FeedKey::key).toArray()));
          var blocked = new HashSet<FeedKey>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              blocked.add(new FeedKey(row.getString(1), row.getString(2)));
            }
          }
          return blocked;
        });
  }

  /** How many there are. */
  long count() {
    return jdbc.run("select count(*) from feed_parked", ParkedEntries::number);
  }

  /** How many there are of a key. */
  long count(FeedKey key) {
    return jdbc.run(
        "select count(*) from feed_parked where kind = ? and key = ?",
        statement -> {
          statement.setString(1, key.kind());
          statement.setString(2, key.key());
          return number(statement);
        });
  }

  /** Some, oldest first, that came after the one of that id. */
  List<ParkedView> list(long after, int limit) {
    return views(
        VIEW + "where position > ? order by position limit ?",
        statement -> {
          statement.setLong(1, after);
          statement.setInt(2, limit);
        });
  }

  /** One. */
  Optional<ParkedView> find(long id) {
    return views(VIEW + "where position = ?", statement -> statement.setLong(1, id)).stream()
        .findFirst();
  }

  /** The oldest of a key. */
  Optional<Parked> first(FeedKey key) {
    return jdbc.run(
        FIRST,
        statement -> {
          statement.setString(1, key.kind());
          statement.setString(2, key.key());
          try (var row = statement.executeQuery()) {
            return row.next() ? Optional.of(parked(row)) : Optional.empty();
          }
        });
  }

  /** As it was in the feed. */
  FeedEntry open(Parked entry) {
    try {
      var item = sealer.open(context(entry.epoch(), entry.sequence()), entry.sealed());
      return new FeedEntry(entry.sequence(), entry.at(), json.readValue(item, FeedItem.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a parked entry cannot be read", e);
    }
  }

  /** Says why it could not be applied this time. */
  void fail(long id, String reason) {
    jdbc.update(
        "update feed_parked set reason = ? where position = ?",
        statement -> {
          statement.setString(1, reason);
          statement.setLong(2, id);
        });
  }

  /** Forgets it; false when there is none of that id. */
  boolean remove(long id) {
    return jdbc.update(
            "delete from feed_parked where position = ?", statement -> statement.setLong(1, id))
        > 0;
  }

  private List<ParkedView> views(String sql, Jdbc.Parameters parameters) {
    return jdbc.run(
        sql,
        statement -> {
          parameters.into(statement);
          var views = new ArrayList<ParkedView>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              views.add(
                  new ParkedView(
                      row.getLong("position"),
                      row.getString("kind"),
                      row.getString("key"),
                      row.getString("reason"),
                      row.getString("epoch"),
                      row.getLong("sequence"),
                      instant(row, "appended_at"),
                      instant(row, "parked_at")));
            }
          }
          return views;
        });
  }

  private static Parked parked(ResultSet row) throws SQLException {
    return new Parked(
        row.getLong("position"),
        row.getString("epoch"),
        row.getLong("sequence"),
        instant(row, "appended_at"),
        row.getString("item"));
  }

  private String sealed(String epoch, FeedEntry entry) {
    try {
      return sealer.seal(
          context(epoch, entry.sequence()),
          json.writerFor(FeedItem.class).writeValueAsString(entry.item()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an item is always JSON", e);
    }
  }

  private static String context(String epoch, long sequence) {
    return "feed_parked.item:" + epoch + ":" + sequence;
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
