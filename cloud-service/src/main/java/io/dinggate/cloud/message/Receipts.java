package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.SendResult;
import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores what DingTalk says became of a task, all in one unit: recipients move forward and never
 * back, the site is told, and the task is due again or never. What a worker says that does not hold
 * the task any more, or about a closed message, is not stored.
 */
@Singleton
final class Receipts {

  private final Writes writes;
  private final MessageBook book;
  private final MessageChanges changes;
  private final Resends resends;
  private final Feed feed;
  private final Clock clock;

  Receipts(
      Writes writes,
      MessageBook book,
      MessageChanges changes,
      Resends resends,
      Feed feed,
      Clock clock) {
    this.writes = writes;
    this.book = book;
    this.changes = changes;
    this.resends = resends;
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * Stores a result.
   *
   * @param calls how many calls it took
   * @param next when to ask again if anybody's end is open then; null for never
   */
  void store(SentTask task, SendResult result, int calls, @Nullable Instant next) {
    var message = book.open(task.message(), task.position());
    var told =
        writes.followUp(
            connection -> {
              if (!SentTasks.RECEIPTS.letGo(connection, task, null)) {
                return false;
              }
              SentTasks.RECEIPTS.count(connection, task, calls);
              return RecipientMoves.isOpen(connection, task.message())
                  && apply(connection, message, task, result, next);
            });
    if (told) {
      feed.wake(message.site());
    }
  }

  /** Lets go of a task about which nothing was found out. */
  void putOff(SentTask task, int calls, @Nullable Instant next) {
    writes.followUp(
        connection -> {
          if (SentTasks.RECEIPTS.letGo(connection, task, next)) {
            SentTasks.RECEIPTS.count(connection, task, calls);
          }
          return true;
        });
  }

  private boolean apply(
      Connection connection,
      OpenMessage message,
      SentTask task,
      SendResult result,
      @Nullable Instant next)
      throws SQLException {
    var now = clock.instant();
    var mayResend = resends.mayResend(connection, task, now);
    var changed = new ArrayList<RecipientStatus>();
    var again = new ArrayList<Integer>();
    var open = false;
    for (var person : RecipientMoves.ofTask(connection, task.id())) {
      var state = person.state();
      var fate = result.of(message.user(person.position()).userId().value());
      if (fate.isPresent()) {
        // Who has got it in any way may not be sent to once more.
        var verdict =
            ReceiptVerdict.of(
                fate.get(),
                mayResend && state.mayBecome(DeliveryState.DROPPED),
                task.mayHaveArrivedBefore());
        if (verdict.resend()) {
          again.add(person.position());
          changed.add(move(connection, message, task, person.position(), verdict));
          continue;
        }
        if (state.mayBecome(verdict.state())) {
          changed.add(move(connection, message, task, person.position(), verdict));
          state = verdict.state();
        }
      }
      open |= ReceiptVerdict.isOpen(state);
    }
    if (!again.isEmpty()) {
      resends.resend(connection, task, again, now);
    }
    if (open && next != null) {
      setDue(connection, task, next);
    }
    return tell(connection, message, changed);
  }

  private static RecipientStatus move(
      Connection connection,
      OpenMessage message,
      SentTask task,
      int position,
      ReceiptVerdict verdict)
      throws SQLException {
    var reason = verdict.reason();
    return RecipientMoves.move(
        connection,
        message,
        position,
        verdict.state(),
        reason == null ? null : reason.wire(),
        verdict.detail(),
        verdict.resend() ? null : Long.toString(task.dingTalkTask()));
  }

  private boolean tell(Connection connection, OpenMessage message, List<RecipientStatus> changed)
      throws SQLException {
    if (changed.isEmpty()) {
      return false;
    }
    changes.tell(connection, message, changed, List.of());
    RecipientMoves.lookSoon(connection, message.id());
    return true;
  }

  private static void setDue(Connection connection, SentTask task, Instant next)
      throws SQLException {
    try (var update = connection.prepareStatement("update task set receipt_due = ? where id = ?")) {
      update.setLong(1, next.toEpochMilli());
      update.setString(2, task.id());
      update.executeUpdate();
    }
  }
}
