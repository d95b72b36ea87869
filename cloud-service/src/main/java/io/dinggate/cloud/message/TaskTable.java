package io.dinggate.cloud.message;

import io.dinggate.cloud.platform.Writes;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a task. Each is committed when its method returns, and only moves forward. All of
 * them follow from a message that was stored, so no full queue refuses them.
 */
@ApplicationScoped
class TaskTable {

  private final Writes writes;
  private final Clock clock;

  TaskTable(Writes writes, Clock clock) {
    this.writes = writes;
    this.clock = clock;
  }

  /** {@code QUEUED → CLAIMED}; false when somebody else has it or it has ended. */
  boolean claim(String task) {
    return move(task, TaskState.QUEUED, TaskState.CLAIMED);
  }

  /** {@code CLAIMED → SENDING}; false when the task has ended meanwhile and must not be sent. */
  boolean sending(String task) {
    return move(task, TaskState.CLAIMED, TaskState.SENDING);
  }

  private boolean move(String task, TaskState from, TaskState to) {
    return writes.followUp(
        connection -> {
          try (var update =
              connection.prepareStatement("update task set state = ? where id = ? and state = ?")) {
            update.setString(1, to.name());
            update.setString(2, task);
            update.setString(3, from.name());
            return update.executeUpdate() == 1;
          }
        });
  }

  /**
   * Ends a task that is open. One that was taken for lost ({@code UNKNOWN}) gets the outcome that
   * came late after all.
   */
  void end(String task, TaskEnd end) {
    var now = clock.instant();
    writes.followUp(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  "update task set state = ?, reason = ?, detail = ?, dingtalk_task = ?,"
                      + " settled_at = ? where id = ?"
                      + " and state in ('QUEUED', 'CLAIMED', 'SENDING', 'UNKNOWN')")) {
            update.setString(1, end.state().name());
            update.setString(2, reason(end));
            update.setString(3, detail(end));
            update.setString(4, end instanceof TaskEnd.Sent(var id) ? id : null);
            update.setLong(5, now.toEpochMilli());
            update.setString(6, task);
            return update.executeUpdate();
          }
        });
  }

  /**
   * Settles tasks without a worker: what was not begun has certainly failed, what had begun is
   * unknown.
   *
   * @param leaseBefore those whose lease ended before; null for all, when this process has just
   *     begun and so nobody works on any
   * @return how many there were
   */
  int settleLost(@Nullable Instant leaseBefore) {
    var now = clock.instant();
    var before = leaseBefore == null ? Long.MAX_VALUE : leaseBefore.toEpochMilli();
    return writes.followUp(
        connection ->
            settle(connection, "'SENDING'", TaskState.UNKNOWN, before, now)
                + settle(connection, "'QUEUED', 'CLAIMED'", TaskState.FAILED, before, now));
  }

  private static int settle(
      Connection connection, String states, TaskState end, long leaseBefore, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update task set state = ?, reason = ?, settled_at = ? where state in ("
                + states
                + ") and lease_until < ?")) {
      update.setString(1, end.name());
      update.setString(2, TaskEnd.INTERRUPTED);
      update.setLong(3, now.toEpochMilli());
      update.setLong(4, leaseBefore);
      return update.executeUpdate();
    }
  }

  private static @Nullable String reason(TaskEnd end) {
    return switch (end) {
      case TaskEnd.Sent _ -> null;
      case TaskEnd.Failed(var reason, _) -> reason;
      case TaskEnd.Unknown(var reason, _) -> reason;
    };
  }

  private static @Nullable String detail(TaskEnd end) {
    return switch (end) {
      case TaskEnd.Sent _ -> null;
      case TaskEnd.Failed(_, var detail) -> detail;
      case TaskEnd.Unknown(_, var detail) -> detail;
    };
  }
}
