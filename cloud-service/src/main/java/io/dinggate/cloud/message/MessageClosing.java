package io.dinggate.cloud.message;

import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes messages of which nothing can change any more: nothing waits to be sent or found out, and
 * of every recipient the end is known or the time is over in which DingTalk tells it. A closed
 * message never changes; its site is told.
 */
@Singleton
final class MessageClosing {

  private static final int BATCH = 100;

  private static final String DUE =
      "select id from message where closed_at is null and close_due <= ? and accepted_at <= ?"
          + " order by close_due limit ?";

  /**
   * When the last of what is still to happen may happen at the earliest; null for nothing. What is
   * to be taken back and is never due is what nobody can take back.
   */
  private static final String WAITS_UNTIL =
      "select min(at) from ("
          + "select due_at as at from expansion where message = ?1 and state = 'WAITING'"
          + " union all select due_at from task where message = ?1"
          + " and (state in ('QUEUED', 'CLAIMED', 'SENDING')"
          + " or (recall_state = 'WANTED' and recall_due is not null)))";

  /** The latest call of which the end may still become known. */
  private static final String LATEST_OPEN =
      "select max(coalesce(t.began_at, t.settled_at, 0)) from recipient r"
          + " join task t on t.id = r.task where r.message = ?"
          + " and (r.state not in ('FAILED', 'DROPPED', 'RECALLED') or r.reason = 'gave-up')";

  private final Reads reads;
  private final Writes writes;
  private final MessageBook book;
  private final MessageChanges changes;
  private final Feed feed;
  private final Duration closes;
  private final Duration again;
  private final Clock clock;

  MessageClosing(
      Reads reads,
      Writes writes,
      MessageBook book,
      MessageChanges changes,
      Feed feed,
      AfterSendConfig config,
      Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.book = book;
    this.changes = changes;
    this.feed = feed;
    this.closes = config.receipts().closes();
    this.again = config.receipts().retry();
    this.clock = clock;
  }

  /** Looks at every message that is due; returns when none is. */
  void look() {
    var due = due();
    while (!due.isEmpty()) {
      var later = new HashMap<String, Instant>();
      for (var id : due) {
        var next = reads.query(connection -> next(connection, id));
        next.ifPresentOrElse(at -> later.put(id, at), () -> close(id));
      }
      putOff(later);
      due = due();
    }
  }

  /** A new message has something to wait for, so it is left alone at first. */
  private List<String> due() {
    var now = clock.instant();
    return reads.query(
        connection -> {
          try (var select = connection.prepareStatement(DUE)) {
            select.setLong(1, now.toEpochMilli());
            select.setLong(2, now.minus(again).toEpochMilli());
            select.setInt(3, BATCH);
            var ids = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                ids.add(rows.getString(1));
              }
            }
            return ids;
          }
        });
  }

  /** When to look again; empty when nothing can change any more. */
  private Optional<Instant> next(Connection connection, String id) throws SQLException {
    var now = clock.instant();
    var waitsUntil = instant(connection, WAITS_UNTIL, id);
    if (waitsUntil != null) {
      var soon = now.plus(again);
      return Optional.of(waitsUntil.isAfter(soon) ? waitsUntil : soon);
    }
    var latest = instant(connection, LATEST_OPEN, id);
    var end = latest == null ? now : latest.plus(closes);
    return Optional.of(end).filter(at -> at.isAfter(now));
  }

  private static @Nullable Instant instant(Connection connection, String sql, String id)
      throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, id);
      try (var rows = select.executeQuery()) {
        rows.next();
        var at = rows.getLong(1);
        return rows.wasNull() ? null : Instant.ofEpochMilli(at);
      }
    }
  }

  private void putOff(Map<String, Instant> later) {
    if (later.isEmpty()) {
      return;
    }
    writes.followUp(
        connection -> {
          try (var update =
              connection.prepareStatement("update message set close_due = ? where id = ?")) {
            for (var message : later.entrySet()) {
              update.setLong(1, message.getValue().toEpochMilli());
              update.setString(2, message.getKey());
              update.addBatch();
            }
            update.executeBatch();
          }
          return true;
        });
  }

  private void close(String id) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var message = book.open(id, lastPosition(id));
    var closed =
        writes.followUp(
            connection -> {
              if (next(connection, id).isPresent() || !close(connection, id, now)) {
                return false; // something has happened meanwhile
              }
              changes.tell(connection, message, withoutReceipt(connection, message), List.of());
              return true;
            });
    if (closed) {
      feed.wake(message.site());
    }
  }

  private int lastPosition(String id) {
    return reads.query(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "select coalesce(max(position), 0) from recipient where message = ?")) {
            select.setString(1, id);
            try (var rows = select.executeQuery()) {
              return rows.getInt(1);
            }
          }
        });
  }

  private static boolean close(Connection connection, String id, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update message set closed_at = ? where id = ? and closed_at is null")) {
      update.setLong(1, now.toEpochMilli());
      update.setString(2, id);
      return update.executeUpdate() == 1;
    }
  }

  /** Those whose end was wanted, and of whom DingTalk has never said anything. */
  private static List<RecipientStatus> withoutReceipt(Connection connection, OpenMessage message)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select r.position, t.dingtalk_task from recipient r join task t on t.id = r.task"
                + " where r.message = ? and r.state = 'SENT' and t.receipts = 1")) {
      select.setString(1, message.id());
      var changed = new ArrayList<RecipientStatus>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          changed.add(
              RecipientMoves.move(
                  connection,
                  message,
                  rows.getInt(1),
                  DeliveryState.SENT,
                  DeliveryReason.NO_RECEIPT.wire(),
                  null,
                  rows.getString(2)));
        }
      }
      return changed;
    }
  }
}
