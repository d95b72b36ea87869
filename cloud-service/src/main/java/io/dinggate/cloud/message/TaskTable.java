package io.dinggate.cloud.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import io.dinggate.model.message.DeliveryState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements on tasks and their recipients; each runs in its caller's unit. What changes a task
 * does so only if it still stands where it stood when it was read.
 */
final class TaskTable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String COLUMNS =
      "id, message, app, corp, site, state, at_least_once, receipts, resends, people, attempts,"
          + " unsure, not_after, give_up_at, reason, detail,"
          + " exists (select 1 from message m where m.id = task.message"
          + " and m.cancelled_at is not null) as cancelled,"
          + " (select r.position from recipient r where r.task = task.id limit 1) as position,"
          + " (select r.day from recipient r where r.task = task.id limit 1) as day";

  /** What is first in a lane: urgent ones by themselves, as they need not be due either. */
  static final String HEADS =
      "select id, due_at, people from task where state = 'QUEUED' and app = ? and corp = ?"
          + " and site = ? and urgent = ? order by due_at, id limit ?";

  /** The lane that follows another one; one step into the index. */
  static final String NEXT_LANE =
      "select app, corp, site from task where state = 'QUEUED' and (app, corp, site) > (?, ?, ?)"
          + " order by app, corp, site limit 1";

  static final String CLAIM =
      "update task set state = 'CLAIMED', lease_until = ?, attempts = attempts + 1"
          + " where id in (select value from json_each(?)) and state = 'QUEUED' returning "
          + COLUMNS;

  static final String LOST =
      "select id from task where state in ('CLAIMED', 'SENDING') and lease_until < ?";

  private TaskTable() {}

  /** {@code QUEUED → CLAIMED} for those that are still there. */
  static List<Task> claim(Connection connection, List<String> ids, Instant leaseUntil)
      throws SQLException {
    try (var update = connection.prepareStatement(CLAIM)) {
      update.setLong(1, leaseUntil.toEpochMilli());
      update.setString(2, json(ids));
      return tasks(update);
    }
  }

  static Optional<Task> find(Connection connection, String id) throws SQLException {
    try (var select =
        connection.prepareStatement("select " + COLUMNS + " from task where id = ?")) {
      select.setString(1, id);
      return tasks(select).stream().findFirst();
    }
  }

  static List<Task> ofMessage(Connection connection, String message) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select " + COLUMNS + " from task where message = ? order by id")) {
      select.setString(1, message);
      return tasks(select);
    }
  }

  /** Tasks that are held under a lease that ended before. */
  static List<String> lost(Connection connection, long leaseBefore) throws SQLException {
    try (var select = connection.prepareStatement(LOST)) {
      select.setLong(1, leaseBefore);
      var ids = new ArrayList<String>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return ids;
    }
  }

  /** Where the recipients of a task stand in its message. */
  static List<Integer> positions(Connection connection, String task) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select position from recipient where task = ? order by position")) {
      select.setString(1, task);
      var positions = new ArrayList<Integer>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          positions.add(rows.getInt(1));
        }
      }
      return positions;
    }
  }

  /** The first tasks of a lane, due or not; those of one urgency, the earliest first. */
  static List<QueuedTask> heads(Connection connection, LaneKey lane, boolean urgent, int limit)
      throws SQLException {
    try (var select = connection.prepareStatement(HEADS)) {
      select.setString(1, lane.app().value());
      select.setString(2, lane.corp().value());
      select.setString(3, lane.site().value());
      select.setBoolean(4, urgent);
      select.setInt(5, limit);
      var heads = new ArrayList<QueuedTask>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          heads.add(
              new QueuedTask(
                  rows.getString("id"),
                  urgent,
                  Instant.ofEpochMilli(rows.getLong("due_at")),
                  rows.getInt("people")));
        }
      }
      return heads;
    }
  }

  /** Every lane in which something is queued. */
  static List<LaneKey> lanes(Connection connection) throws SQLException {
    var lanes = new ArrayList<LaneKey>();
    try (var select = connection.prepareStatement(NEXT_LANE)) {
      select.setString(1, "");
      select.setString(2, "");
      select.setString(3, "");
      var found = true;
      while (found) {
        try (var rows = select.executeQuery()) {
          found = rows.next();
          if (found) {
            var lane = lane(rows);
            lanes.add(lane);
            select.setString(1, lane.app().value());
            select.setString(2, lane.corp().value());
            select.setString(3, lane.site().value());
          }
        }
      }
    }
    return lanes;
  }

  /** {@code CLAIMED → SENDING}; false when the task is not this attempt's any more. */
  static boolean begin(Connection connection, Task task, long agentId, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update task set state = 'SENDING', began_at = ?, agent_id = ?"
                + " where id = ? and state = 'CLAIMED' and attempts = ?")) {
      update.setLong(1, now.toEpochMilli());
      update.setLong(2, agentId);
      update.setString(3, task.id());
      update.setInt(4, task.attempts());
      if (update.executeUpdate() == 0) {
        return false;
      }
    }
    if (ShanghaiTime.day(now) != task.day()) {
      try (var update =
          connection.prepareStatement("update recipient set day = ? where task = ?")) {
        update.setLong(1, ShanghaiTime.day(now));
        update.setString(2, task.id());
        update.executeUpdate();
      }
    }
    return true;
  }

  /** Back into the line. */
  static boolean queue(Connection connection, Task task, Decision.Queue queue) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update task set state = 'QUEUED', due_at = ?, give_up_at = ?, unsure = ?, reason = ?,"
                + " detail = ?, settled_at = null where id = ? and state = ?")) {
      update.setLong(1, queue.dueAt().toEpochMilli());
      update.setLong(2, queue.giveUpAt().toEpochMilli());
      update.setInt(3, queue.unsure());
      update.setString(4, queue.reason());
      update.setString(5, queue.detail());
      update.setString(6, task.id());
      update.setString(7, task.state().name());
      return update.executeUpdate() == 1;
    }
  }

  static void surer(Connection connection, Task task, int unsure) throws SQLException {
    try (var update =
        connection.prepareStatement("update task set unsure = ? where id = ? and state = ?")) {
      update.setInt(1, unsure);
      update.setString(2, task.id());
      update.setString(3, task.state().name());
      update.executeUpdate();
    }
  }

  /** Some that were queued before that, and due: then they may have been sent. */
  static List<String> queuedBefore(Connection connection, Instant time, String after, int limit)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select t.id from task t join message m on m.id = t.message"
                + " where t.state = 'QUEUED' and m.accepted_at < ? and t.due_at < ? and t.id > ?"
                + " order by t.id limit ?")) {
      select.setLong(1, time.toEpochMilli());
      select.setLong(2, time.toEpochMilli());
      select.setString(3, after);
      select.setInt(4, limit);
      var ids = new ArrayList<String>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return ids;
    }
  }

  /**
   * The end.
   *
   * @param receiptDue when to ask DingTalk what became of it; null for never
   */
  static boolean end(
      Connection connection, Task task, Decision.End end, Instant now, @Nullable Instant receiptDue)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update task set state = ?, unsure = ?, reason = ?, detail = ?, dingtalk_task = ?,"
                + " settled_at = ?, receipt_due = ? where id = ? and state = ?")) {
      update.setString(1, end.state().name());
      update.setInt(2, end.unsure());
      update.setString(3, end.reason());
      update.setString(4, end.detail());
      update.setString(5, end.dingTalkTask());
      update.setLong(6, now.toEpochMilli());
      MessageTables.setInstant(update, 7, receiptDue);
      update.setString(8, task.id());
      update.setString(9, task.state().name());
      return update.executeUpdate() == 1;
    }
  }

  /**
   * Moves the recipients of a task, those that may go there.
   *
   * @param alsoFrom the state from which they may go there as well; null for none
   * @return whether anything about any of them has changed
   */
  static boolean moveRecipients(
      Connection connection,
      Task task,
      DeliveryState state,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable DeliveryState alsoFrom)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update recipient set state = ?, reason = ?, detail = ? where task = ?"
                + " and state in (select value from json_each(?))"
                + " and (state <> ? or reason is not ? or detail is not ?)")) {
      update.setString(1, state.name());
      update.setString(2, reason);
      update.setString(3, detail);
      update.setString(4, task.id());
      update.setString(5, json(predecessors(state, alsoFrom)));
      update.setString(6, state.name());
      update.setString(7, reason);
      update.setString(8, detail);
      return update.executeUpdate() > 0;
    }
  }

  private static List<String> predecessors(DeliveryState state, @Nullable DeliveryState alsoFrom) {
    return Arrays.stream(DeliveryState.values())
        .filter(from -> from != DeliveryState.UNRECOGNIZED)
        .filter(from -> from == state || from.mayBecome(state) || from == alsoFrom)
        .map(DeliveryState::name)
        .collect(Collectors.toList());
  }

  private static List<Task> tasks(PreparedStatement statement) throws SQLException {
    var tasks = new ArrayList<Task>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        tasks.add(
            new Task(
                rows.getString("id"),
                rows.getString("message"),
                lane(rows),
                TaskState.valueOf(rows.getString("state")),
                rows.getBoolean("at_least_once"),
                rows.getBoolean("receipts"),
                rows.getBoolean("cancelled"),
                rows.getInt("resends") > 0,
                rows.getInt("people"),
                rows.getInt("attempts"),
                rows.getInt("unsure"),
                rows.getLong("day"),
                instant(rows, "not_after"),
                Instant.ofEpochMilli(rows.getLong("give_up_at")),
                rows.getString("reason"),
                rows.getString("detail"),
                rows.getInt("position")));
      }
    }
    return tasks;
  }

  private static LaneKey lane(ResultSet rows) throws SQLException {
    return new LaneKey(
        new AppId(rows.getString("app")),
        new CorpId(rows.getString("corp")),
        new SiteId(rows.getString("site")));
  }

  private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    var millis = rows.getLong(column);
    return rows.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static String json(List<String> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }
}
