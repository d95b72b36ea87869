package io.dinggate.cloud.message;

import io.dinggate.cloud.message.StoredMessage.Recipient;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements on messages and their recipients; each runs in its caller's unit. */
final class MessageTables {

  private MessageTables() {}

  /** Stores a message with its tasks; false, and nothing stored, when the id is taken. */
  static boolean insert(
      Connection connection,
      SiteId site,
      StoredMessage message,
      List<PlannedTask> tasks,
      Instant leaseUntil)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into message (id, site, message_id, body_hash, body, accepted_at)"
                + " values (?, ?, ?, ?, ?, ?) on conflict (site, message_id) do nothing")) {
      insert.setString(1, message.id());
      insert.setString(2, site.value());
      insert.setString(3, message.messageId().value());
      insert.setString(4, message.bodyHash());
      insert.setString(5, message.sealedBody());
      insert.setLong(6, message.acceptedAt().toEpochMilli());
      if (insert.executeUpdate() == 0) {
        return false;
      }
    }
    insertTasks(connection, message.id(), tasks, leaseUntil);
    insertRecipients(connection, message.id(), tasks);
    return true;
  }

  private static void insertTasks(
      Connection connection, String message, List<PlannedTask> tasks, Instant leaseUntil)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into task (id, message, corp, app, state, lease_until)"
                + " values (?, ?, ?, ?, 'QUEUED', ?)")) {
      for (var task : tasks) {
        insert.setString(1, task.id());
        insert.setString(2, message);
        insert.setString(3, task.corp().value());
        insert.setString(4, task.app().id().value());
        insert.setLong(5, leaseUntil.toEpochMilli());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void insertRecipients(
      Connection connection, String message, List<PlannedTask> tasks) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into recipient (message, position, task) values (?, ?, ?)")) {
      for (var task : tasks) {
        for (var position : task.positions()) {
          insert.setString(1, message);
          insert.setInt(2, position);
          insert.setString(3, task.id());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  static Optional<StoredMessage> find(Connection connection, SiteId site, MessageId messageId)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select id, body_hash, body, accepted_at from message"
                + " where site = ? and message_id = ?")) {
      select.setString(1, site.value());
      select.setString(2, messageId.value());
      try (var rows = select.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var id = rows.getString("id");
        return Optional.of(
            new StoredMessage(
                id,
                messageId,
                rows.getString("body_hash"),
                rows.getString("body"),
                Instant.ofEpochMilli(rows.getLong("accepted_at")),
                recipients(connection, id)));
      }
    }
  }

  private static List<Recipient> recipients(Connection connection, String message)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select r.position, t.state, t.reason, t.detail, t.dingtalk_task"
                + " from recipient r join task t on t.id = r.task"
                + " where r.message = ? order by r.position")) {
      select.setString(1, message);
      var recipients = new ArrayList<Recipient>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          recipients.add(
              new Recipient(
                  rows.getInt("position"),
                  TaskState.valueOf(rows.getString("state")),
                  rows.getString("reason"),
                  rows.getString("detail"),
                  rows.getString("dingtalk_task")));
        }
      }
      return recipients;
    }
  }

  static int deleteAcceptedBefore(Connection connection, Instant before, int limit)
      throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "delete from message where id in"
                + " (select id from message where accepted_at < ? order by accepted_at limit ?)")) {
      delete.setLong(1, before.toEpochMilli());
      delete.setInt(2, limit);
      return delete.executeUpdate();
    }
  }
}
