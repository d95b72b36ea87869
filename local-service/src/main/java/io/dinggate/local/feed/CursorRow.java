package io.dinggate.local.feed;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.feed.FeedCursor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place up to which the feed was applied. It is moved by comparing and setting in the
 * transaction that applies, which keeps two readers from applying the same entry.
 */
@ApplicationScoped
class CursorRow {

  private static final String READ = "select epoch, sequence from feed_cursor";

  private static final String BEGIN =
      "insert into feed_cursor (epoch, sequence, moved_at) values (?, ?, ?) on conflict do nothing";

  private static final String MOVE =
      "update feed_cursor set sequence = ?, moved_at = ? where epoch = ? and sequence = ?";

  private static final String GIVE_UP = "delete from feed_cursor where epoch = ? and sequence = ?";

  private final Jdbc jdbc;
  private final Clock clock;

  CursorRow(Jdbc jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Where it stands; empty before the first entry. */
  Optional<FeedCursor> read() {
    return jdbc.run(
        READ,
        statement -> {
          try (var row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(new FeedCursor(row.getString(1), row.getLong(2)))
                : Optional.empty();
          }
        });
  }

  /**
   * Moves it, and keeps other readers waiting until the end of the transaction.
   *
   * @param from where it must stand; null for nowhere
   * @param to a place of the same epoch
   * @throws OvertakenException when it stands elsewhere
   */
  void move(@Nullable FeedCursor from, FeedCursor to) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    var moved =
        from == null
            ? jdbc.update(
                BEGIN,
                statement -> {
                  statement.setString(1, to.epoch());
                  statement.setLong(2, to.sequence());
                  statement.setObject(3, now);
                })
            : jdbc.update(
                MOVE,
                statement -> {
                  statement.setLong(1, to.sequence());
                  statement.setObject(2, now);
                  statement.setString(3, to.epoch());
                  statement.setLong(4, from.sequence());
                });
    requireOne(moved);
  }

  /** Keeps readers waiting until the end of the transaction, without moving it. */
  void hold() {
    jdbc.run(
        "select 1 from feed_cursor for update",
        statement -> {
          try (var row = statement.executeQuery()) {
            return row.next();
          }
        });
  }

  /**
   * Lets reading begin with the feed's first entry.
   *
   * @throws OvertakenException when it stands elsewhere
   */
  void giveUp(FeedCursor from) {
    requireOne(
        jdbc.update(
            GIVE_UP,
            statement -> {
              statement.setString(1, from.epoch());
              statement.setLong(2, from.sequence());
            }));
  }

  private static void requireOne(int rows) {
    if (rows != 1) {
      throw new OvertakenException();
    }
  }
}
