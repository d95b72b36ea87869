package io.dinggate.cloud.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Which version of what events are about came last: rows carry the state as it is, not what has
 * changed, and may overtake each other. Each statement runs in its caller's unit.
 */
final class EventSubjects {

  /** An event of the same moment as the newest one is not older. */
  private static final String ADVANCE =
      "insert into event_subject (subject, happened_at, event) values (?, ?, ?)"
          + " on conflict (subject) do update"
          + " set happened_at = excluded.happened_at, event = excluded.event"
          + " where excluded.happened_at >= event_subject.happened_at";

  private static final String FORGET =
      "delete from event_subject where subject in"
          + " (select subject from event_subject where happened_at < ? limit ?)";

  private EventSubjects() {}

  /** Notes an event about a subject; false when a newer one came before it. */
  static boolean advance(Connection connection, String subject, Instant happenedAt, String event)
      throws SQLException {
    try (var upsert = connection.prepareStatement(ADVANCE)) {
      upsert.setString(1, subject);
      upsert.setLong(2, happenedAt.toEpochMilli());
      upsert.setString(3, event);
      return upsert.executeUpdate() == 1;
    }
  }

  /** Forgets those of which nothing has come since; answers how many, at most {@code limit}. */
  static int forget(Connection connection, Instant before, int limit) throws SQLException {
    try (var delete = connection.prepareStatement(FORGET)) {
      delete.setLong(1, before.toEpochMilli());
      delete.setInt(2, limit);
      return delete.executeUpdate();
    }
  }
}
