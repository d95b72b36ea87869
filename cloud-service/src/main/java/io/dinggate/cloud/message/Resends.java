package io.dinggate.cloud.message;

import io.dinggate.platform.Ids;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sends to people once more whom DingTalk dropped by its limit per minute: it has told that they
 * did not get the message, so none of them gets it twice.
 */
@Singleton
final class Resends {

  private final AfterSendConfig config;
  private final MessageConfig sending;

  Resends(AfterSendConfig config, MessageConfig sending) {
    this.config = config;
    this.sending = sending;
  }

  /** Whether the people of that task may be sent to once more. */
  boolean mayResend(Connection connection, SentTask task, Instant now) throws SQLException {
    if (task.resends() >= config.receipts().resends()) {
      return false;
    }
    try (var select =
        connection.prepareStatement(
            "select 1 from task t join message m on m.id = t.message where t.id = ?"
                + " and m.cancelled_at is null and m.recall_at is null"
                + " and (t.not_after is null or t.not_after > ?)")) {
      select.setString(1, task.id());
      select.setLong(2, now.plus(pause(task)).toEpochMilli());
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Makes a task like that one for some of its people, who are its people no more. */
  void resend(Connection connection, SentTask task, List<Integer> positions, Instant now)
      throws SQLException {
    var id = Ids.uuidV7().toString();
    var due = now.plus(pause(task));
    try (var insert =
        connection.prepareStatement(
            "insert into task (id, message, corp, app, state, lease_until, site, api, urgent,"
                + " people, at_least_once, receipts, due_at, not_after, give_up_at, resends)"
                + " select ?, message, corp, app, 'QUEUED', 0, site, api, urgent, ?,"
                + " at_least_once, receipts, ?, not_after, ?, resends + 1 from task where id = ?")) {
      insert.setString(1, id);
      insert.setInt(2, positions.size());
      insert.setLong(3, due.toEpochMilli());
      insert.setLong(4, due.plus(sending.giveUpAfter()).toEpochMilli());
      insert.setString(5, task.id());
      insert.executeUpdate();
    }
    RecipientMoves.toTask(connection, task.message(), positions, task.id(), id);
  }

  private Duration pause(SentTask task) {
    return config.receipts().resendPause().multipliedBy(1L << Math.min(task.resends(), 10));
  }
}
