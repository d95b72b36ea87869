package io.dinggate.cloud.message;

import io.dinggate.platform.Ids;
import java.sql.Connection;
import java.sql.SQLException;

/** The statements that cut a task in two; each runs in its caller's unit. */
final class TaskSplits {

  private TaskSplits() {}

  /** Makes a task like that one, which stands in line, for half of its people. */
  static void halve(Connection connection, Task task) throws SQLException {
    var people = TaskTable.positions(connection, task.id());
    var kept = (people.size() + 1) / 2;
    var id = Ids.uuidV7().toString();
    try (var insert =
        connection.prepareStatement(
            "insert into task (id, message, corp, app, state, lease_until, site, api, urgent,"
                + " people, at_least_once, receipts, due_at, not_after, give_up_at, resends)"
                + " select ?, message, corp, app, state, 0, site, api, urgent, ?,"
                + " at_least_once, receipts, due_at, not_after, give_up_at, resends"
                + " from task where id = ?")) {
      insert.setString(1, id);
      insert.setInt(2, people.size() - kept);
      insert.setString(3, task.id());
      insert.executeUpdate();
    }
    try (var update = connection.prepareStatement("update task set people = ? where id = ?")) {
      update.setInt(1, kept);
      update.setString(2, task.id());
      update.executeUpdate();
    }
    RecipientMoves.toTask(
        connection, task.message(), people.subList(kept, people.size()), task.id(), id);
  }
}
