package io.dinggate.cloud.message;

import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes messages back. That it is wanted is stored first: whatever happens afterwards, what has not
 * been sent is cancelled, and every task that DingTalk took, or takes while this is going on, is
 * taken back as long as it can be.
 */
@Singleton
final class Recalls {

  /** What DingTalk has, or may have, of a message. */
  private static final String SENT =
      "select count(*), coalesce(sum(coalesce(began_at, settled_at, 0) > ?2), 0) from task"
          + " where message = ?1 and state in ('SENT', 'SENDING', 'UNKNOWN')";

  private static final String UNSENT =
      "select exists (select 1 from task where message = ?1 and state in ('QUEUED', 'CLAIMED'))"
          + " or exists (select 1 from expansion where message = ?1 and state = 'WAITING')";

  static final String HALF_DONE =
      "select id from message where recall_at is not null and closed_at is null"
          + " and (cancelled_at is null"
          + " or exists (select 1 from task where message = message.id and state = 'QUEUED'))";

  /**
   * From the few messages that are to be taken back; joined in this order. Whose people are all
   * sent to once more has nobody from whom anything is to be taken.
   */
  static final String LATE =
      " from message m cross join task t on t.message = m.id where m.recall_at is not null"
          + " and m.closed_at is null and t.state = 'SENT' and t.recall_state is null"
          + " and t.dingtalk_task is not null"
          + " and exists (select 1 from recipient r where r.task = t.id)";

  private final Reads reads;
  private final Writes writes;
  private final MessageBook book;
  private final MessageChanges changes;
  private final TaskSteps steps;
  private final Feed feed;
  private final Duration closes;
  private final Clock clock;

  Recalls(
      Reads reads,
      Writes writes,
      MessageBook book,
      MessageChanges changes,
      TaskSteps steps,
      Feed feed,
      AfterSendConfig config,
      Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.book = book;
    this.changes = changes;
    this.steps = steps;
    this.feed = feed;
    this.closes = config.receipts().closes();
    this.clock = clock;
  }

  /**
   * Has the site's own message taken back; once that is wanted it stays so.
   *
   * @throws ApiException {@code NOT_FOUND}, or {@code RECALL_TOO_LATE} when everything was sent
   *     longer ago than DingTalk takes messages back
   */
  void want(CallingSite site, MessageId id) {
    var message =
        book.find(site.id(), id)
            .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No message of that id."));
    var now = clock.instant();
    if (writes.sql(connection -> want(connection, message.id(), now))) {
      steps.cancel(message);
    }
  }

  /** Whether there is anything to do. */
  private boolean want(Connection connection, String message, Instant now) throws SQLException {
    if (isWanted(connection, message)) {
      return false;
    }
    var open = RecipientMoves.isOpen(connection, message);
    if (isTooLate(connection, message, open, now)) {
      throw new ApiException(ErrorCode.RECALL_TOO_LATE);
    }
    if (!open) {
      return false; // nothing of it was ever sent
    }
    try (var update =
        connection.prepareStatement("update message set recall_at = ? where id = ?")) {
      update.setLong(1, now.toEpochMilli());
      update.setString(2, message);
      update.executeUpdate();
    }
    mark(connection, now, Optional.of(message));
    return true;
  }

  private static boolean isWanted(Connection connection, String message) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select 1 from message where id = ? and recall_at is not null")) {
      select.setString(1, message);
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  private boolean isTooLate(Connection connection, String message, boolean open, Instant now)
      throws SQLException {
    try (var select = connection.prepareStatement(SENT)) {
      select.setString(1, message);
      select.setLong(2, now.minus(closes).toEpochMilli());
      try (var rows = select.executeQuery()) {
        rows.next();
        var sent = rows.getInt(1);
        var inTime = rows.getInt(2);
        return sent > 0 && (!open || (inTime == 0 && !hasUnsent(connection, message)));
      }
    }
  }

  private static boolean hasUnsent(Connection connection, String message) throws SQLException {
    try (var select = connection.prepareStatement(UNSENT)) {
      select.setString(1, message);
      try (var rows = select.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /**
   * Does what a recall has left to do: cancels where the process ended before it could, and has
   * tasks taken back that were under way when the recall came.
   */
  void catchUp() {
    for (var id : reads.query(Recalls::halfDone)) {
      steps.cancel(book.open(id, 0));
    }
    if (reads.query(Recalls::anyLate)) {
      var now = clock.instant();
      writes.followUp(connection -> mark(connection, now, Optional.empty()));
    }
  }

  private static List<String> halfDone(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(HALF_DONE);
        var rows = select.executeQuery()) {
      var ids = new ArrayList<String>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }

  private static boolean anyLate(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("select 1" + LATE + " limit 1");
        var rows = select.executeQuery()) {
      return rows.next();
    }
  }

  private static int mark(Connection connection, Instant now, Optional<String> message)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update task set recall_state = 'WANTED', recall_due = ?1"
                + " where id in (select t.id"
                + LATE
                + (message.isPresent() ? " and t.message = ?2)" : ")"))) {
      update.setLong(1, now.toEpochMilli());
      if (message.isPresent()) {
        update.setString(2, message.get());
      }
      return update.executeUpdate();
    }
  }

  /** DingTalk has taken the task back. */
  void done(SentTask task) {
    settle(task, "DONE");
  }

  /** DingTalk will not take the task back; where its recipients stand, they stay. */
  void failed(SentTask task) {
    settle(task, "FAILED");
  }

  /** Lets go of a task that is to be tried again. */
  void putOff(SentTask task, Instant next) {
    writes.followUp(
        connection -> {
          SentTasks.RECALLS.count(connection, task, 1);
          return SentTasks.RECALLS.letGo(connection, task, next);
        });
  }

  private void settle(SentTask task, String end) {
    var message = book.open(task.message(), task.position());
    writes.followUp(
        connection -> {
          if (!SentTasks.RECALLS.letGo(connection, task, null)) {
            return false;
          }
          setState(connection, task, end);
          if (RecipientMoves.isOpen(connection, message.id())) {
            changes.tell(connection, message, move(connection, message, task, end), List.of());
            RecipientMoves.lookSoon(connection, message.id());
          }
          return true;
        });
    feed.wake(message.site());
  }

  private static void setState(Connection connection, SentTask task, String end)
      throws SQLException {
    try (var update =
        connection.prepareStatement("update task set recall_state = ? where id = ?")) {
      update.setString(1, end);
      update.setString(2, task.id());
      update.executeUpdate();
    }
  }

  private static List<RecipientStatus> move(
      Connection connection, OpenMessage message, SentTask task, String end) throws SQLException {
    var changed = new ArrayList<RecipientStatus>();
    for (var person : RecipientMoves.ofTask(connection, task.id())) {
      if (person.state().mayBecome(DeliveryState.RECALLED)) {
        var done = end.equals("DONE") && !task.mayHaveArrivedBefore();
        changed.add(
            RecipientMoves.move(
                connection,
                message,
                person.position(),
                done ? DeliveryState.RECALLED : person.state(),
                done ? null : notRecalled(end).wire(),
                null,
                Long.toString(task.dingTalkTask())));
      }
    }
    return changed;
  }

  private static DeliveryReason notRecalled(String end) {
    return end.equals("DONE") ? DeliveryReason.RECALL_INCOMPLETE : DeliveryReason.RECALL_FAILED;
  }
}
