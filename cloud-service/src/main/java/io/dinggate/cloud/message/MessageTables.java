package io.dinggate.cloud.message;

import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.SendMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that store, find and forget messages; each runs in its caller's unit. */
final class MessageTables {

  private MessageTables() {}

  /**
   * A message to be stored.
   *
   * @param id of the row
   * @param site whose message it is
   * @param messageId the site's own id
   * @param body what the site handed in
   * @param bodyHash see {@link MessageBodies#hash}
   * @param sealedBody see {@link MessageBodies#seal}
   * @param contentHash see {@link MessageBodies#contentHash}
   * @param at when it is accepted
   */
  record NewMessage(
      String id,
      SiteId site,
      MessageId messageId,
      SendMessage body,
      String bodyHash,
      String sealedBody,
      String contentHash,
      Instant at) {

    @Override
    public String toString() {
      return "NewMessage[" + id + "]";
    }
  }

  /** Stores a message without its tasks; false, and nothing stored, when the id is taken. */
  static boolean insert(Connection connection, NewMessage message) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into message (id, site, message_id, body_hash, body, accepted_at, urgent,"
                + " content_hash) values (?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict (site, message_id) do nothing")) {
      insert.setString(1, message.id());
      insert.setString(2, message.site().value());
      insert.setString(3, message.messageId().value());
      insert.setString(4, message.bodyHash());
      insert.setString(5, message.sealedBody());
      insert.setLong(6, message.at().toEpochMilli());
      insert.setBoolean(7, message.body().delivery().urgent());
      insert.setString(8, message.contentHash());
      if (insert.executeUpdate() == 0) {
        return false;
      }
    }
    insertDepartments(connection, message);
    return true;
  }

  private static void insertDepartments(Connection connection, NewMessage message)
      throws SQLException {
    var departments = message.body().departments();
    if (departments.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            "insert into expansion (message, position, corp, state, due_at)"
                + " values (?, ?, ?, 'WAITING', ?)")) {
      for (var position = 0; position < departments.size(); position++) {
        insert.setString(1, message.id());
        insert.setInt(2, position);
        insert.setString(3, departments.get(position).corp().value());
        insert.setLong(4, message.at().toEpochMilli());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Stores tasks of a message, and who gets them.
   *
   * @param giveUpAfter counted from each task's due time
   */
  static void insertTasks(
      Connection connection,
      SiteId site,
      String message,
      SendMessage body,
      List<PlannedTask> tasks,
      Duration giveUpAfter,
      Function<PlannedTask.Person, String> personHash)
      throws SQLException {
    try (var insertTask = connection.prepareStatement(INSERT_TASK);
        var insertRecipient = connection.prepareStatement(INSERT_RECIPIENT)) {
      for (var task : tasks) {
        bind(insertTask, site, message, body, task, giveUpAfter);
        insertTask.addBatch();
        for (var person : task.people()) {
          insertRecipient.setString(1, message);
          insertRecipient.setInt(2, person.position());
          insertRecipient.setString(3, task.id());
          insertRecipient.setString(4, DeliveryState.QUEUED.name());
          insertRecipient.setString(5, task.reason());
          insertRecipient.setString(6, personHash.apply(person));
          insertRecipient.setLong(7, ShanghaiTime.day(task.dueAt()));
          insertRecipient.addBatch();
        }
      }
      insertTask.executeBatch();
      insertRecipient.executeBatch();
    }
  }

  private static final String INSERT_TASK =
      "insert into task (id, message, corp, app, state, lease_until, reason, site, api, urgent,"
          + " people, at_least_once, receipts, due_at, not_after, give_up_at)"
          + " values (?, ?, ?, ?, 'QUEUED', 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String INSERT_RECIPIENT =
      "insert into recipient (message, position, task, state, reason, person, day)"
          + " values (?, ?, ?, ?, ?, ?, ?)";

  private static void bind(
      PreparedStatement insert,
      SiteId site,
      String message,
      SendMessage body,
      PlannedTask task,
      Duration giveUpAfter)
      throws SQLException {
    var delivery = body.delivery();
    insert.setString(1, task.id());
    insert.setString(2, message);
    insert.setString(3, task.corp().value());
    insert.setString(4, task.app().id().value());
    insert.setString(5, task.reason());
    insert.setString(6, site.value());
    insert.setString(7, SendApi.of(task.app().kind()).name());
    insert.setBoolean(8, delivery.urgent());
    insert.setInt(9, task.people().size());
    insert.setBoolean(10, delivery.atLeastOnce());
    insert.setBoolean(11, delivery.wantsReceipts());
    insert.setLong(12, task.dueAt().toEpochMilli());
    setInstant(insert, 13, delivery.notAfter());
    insert.setLong(14, task.dueAt().plus(giveUpAfter).toEpochMilli());
  }

  /** Where these tasks of a site stand in line. */
  static Set<LaneKey> lanes(SiteId site, List<PlannedTask> tasks) {
    return tasks.stream()
        .map(task -> new LaneKey(task.app().id(), task.corp(), site))
        .collect(Collectors.toSet());
  }

  /**
   * Closes a message of which nothing can come any more: nothing was sent, nothing will be, and
   * nothing may have been.
   */
  static void closeIfEnded(Connection connection, String message, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update message set closed_at = ? where id = ? and closed_at is null"
                + " and not exists (select 1 from task where message = ? and state <> 'FAILED')"
                + " and not exists (select 1 from expansion where message = ?"
                + " and state = 'WAITING')")) {
      update.setLong(1, now.toEpochMilli());
      update.setString(2, message);
      update.setString(3, message);
      update.setString(4, message);
      update.executeUpdate();
    }
  }

  /** What was closed goes on, as an operator wants it. */
  static void reopen(Connection connection, String message) throws SQLException {
    try (var update =
        connection.prepareStatement("update message set closed_at = null where id = ?")) {
      update.setString(1, message);
      update.executeUpdate();
    }
  }

  /** The row of the site's own message. */
  static Optional<String> idOf(Connection connection, SiteId site, MessageId messageId)
      throws SQLException {
    try (var select =
        connection.prepareStatement("select id from message where site = ? and message_id = ?")) {
      select.setString(1, site.value());
      select.setString(2, messageId.value());
      try (var rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /** Forgets old messages, though none that is still to be sent. */
  static int deleteAcceptedBefore(Connection connection, Instant before, int limit)
      throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "delete from message where id in"
                + " (select id from message m where accepted_at < ? and not exists (select 1 from task t"
                + " where t.message = m.id and t.state in ('QUEUED', 'CLAIMED', 'SENDING'))"
                + " order by accepted_at limit ?)")) {
      delete.setLong(1, before.toEpochMilli());
      delete.setInt(2, limit);
      return delete.executeUpdate();
    }
  }

  static void setInstant(PreparedStatement statement, int index, @Nullable Instant at)
      throws SQLException {
    if (at == null) {
      statement.setNull(index, Types.INTEGER);
    } else {
      statement.setLong(index, at.toEpochMilli());
    }
  }
}
