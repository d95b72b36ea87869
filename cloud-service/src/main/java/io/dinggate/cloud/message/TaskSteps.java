package io.dinggate.cloud.message;

import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.message.TaskInput.Cancelled;
import io.dinggate.cloud.message.TaskInput.Late;
import io.dinggate.cloud.message.TaskInput.Outcome;
import io.dinggate.cloud.message.TaskInput.Requeued;
import io.dinggate.cloud.message.TaskInput.Restored;
import io.dinggate.cloud.message.TaskInput.WorkerLost;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.UserId;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of tasks: reads where a task stands, does what {@link TaskMachine} decides, and tells
 * the site, all in one unit. Each step is committed when its method returns. All of them follow
 * from a message that was stored, so no full queue of writes refuses them.
 */
@Singleton
final class TaskSteps {

  private static final int BATCH = 100;

  private final Writes writes;
  private final Reads reads;
  private final MessageBook book;
  private final MessageChanges changes;
  private final Feed feed;
  private final QueueSignal signal;
  private final MessageConfig config;
  private final Clock clock;
  private final MeterRegistry meters;

  TaskSteps(
      Writes writes,
      Reads reads,
      MessageBook book,
      MessageChanges changes,
      Feed feed,
      QueueSignal signal,
      MessageConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.writes = writes;
    this.reads = reads;
    this.book = book;
    this.changes = changes;
    this.feed = feed;
    this.signal = signal;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  /** Takes those that are still queued out of the queue, all at once. */
  List<Task> claim(List<String> ids) {
    var until = now().plus(config.lease());
    return writes.followUp(connection -> TaskTable.claim(connection, ids, until));
  }

  /** Who gets the task. */
  List<UserId> users(OpenMessage message, Task task) {
    return reads.query(connection -> TaskTable.positions(connection, task.id())).stream()
        .map(position -> message.user(position).userId())
        .toList();
  }

  /**
   * The call of this attempt is about to begin; durable when this returns.
   *
   * @return false when the task is not this attempt's any more: then it must not be sent
   */
  boolean begin(Task task, long agentId) {
    return writes.followUp(connection -> TaskTable.begin(connection, task, agentId, now()));
  }

  /**
   * Records what an attempt came to, also when somebody else has settled the task meanwhile.
   *
   * @param begun whether its call may have had an effect, that is, {@link #begin} was true
   */
  void settle(Task task, Outcome outcome, boolean begun) {
    var message = book.open(task.message(), task.position());
    finish(
        message,
        writes.followUp(
            connection -> {
              var current = TaskTable.find(connection, task.id());
              if (current.isEmpty()) {
                return List.of();
              }
              var isCurrent = current.get().attempts() == task.attempts() && held(current.get());
              if (!isCurrent && !begun) {
                return List.of(); // nothing has come of it, and the task is another one's
              }
              return apply(
                  connection, message, current.get(), isCurrent ? outcome : new Late(outcome));
            }));
  }

  private static boolean held(Task task) {
    return task.state() == TaskState.CLAIMED || task.state() == TaskState.SENDING;
  }

  /**
   * Settles tasks whose worker is gone.
   *
   * @param leaseBefore those whose lease ended before
   * @return how many there were
   */
  int settleLost(long leaseBefore) {
    var lost = reads.query(connection -> TaskTable.lost(connection, leaseBefore));
    lost.forEach(this::settleLost);
    return lost.size();
  }

  /**
   * Takes those that were queued and due before that as calls of which nobody knows the end: what
   * may not be sent twice is not sent.
   *
   * @return how many there were
   */
  int settleRestored(Instant time) {
    var all = 0;
    var last = "";
    while (true) {
      var after = last;
      var ids = reads.query(connection -> TaskTable.queuedBefore(connection, time, after, BATCH));
      ids.forEach(id -> settle(id, new Restored(now())));
      all += ids.size();
      if (ids.size() < BATCH) {
        return all;
      }
      last = ids.getLast();
    }
  }

  private void settleLost(String id) {
    settle(id, new WorkerLost(now()));
  }

  private void settle(String id, TaskInput input) {
    var task = reads.query(connection -> TaskTable.find(connection, id));
    if (task.isEmpty()) {
      return;
    }
    var message = book.open(task.get().message(), task.get().position());
    finish(
        message,
        writes.followUp(
            connection -> {
              var current = TaskTable.find(connection, id);
              return current.isPresent() && current.get().attempts() == task.get().attempts()
                  ? apply(connection, message, current.get(), input)
                  : List.of();
            }));
  }

  /** Ends all of the message that has not begun. */
  void cancel(OpenMessage message) {
    var now = now();
    finish(
        message,
        writes.followUp(
            connection -> {
              var current = latest(connection, message);
              var done = applyToAll(connection, current, new Cancelled());
              cancelDepartments(connection, current);
              markCancelled(connection, current, now);
              return done;
            }));
  }

  /** Queues those again that were given up. */
  void requeue(OpenMessage message) {
    var now = now();
    finish(
        message,
        writes.followUp(
            connection ->
                applyToAll(
                    connection,
                    latest(connection, message),
                    new Requeued(now, now.plus(config.giveUpAfter())))));
  }

  /** With those whom departments have brought in since it was opened. */
  private OpenMessage latest(Connection connection, OpenMessage message) throws SQLException {
    return message.body().departments().isEmpty()
        ? message
        : book.read(connection, message.id()).orElse(message);
  }

  private List<Done> applyToAll(Connection connection, OpenMessage message, TaskInput input)
      throws SQLException {
    var done = new ArrayList<Done>();
    for (var task : TaskTable.ofMessage(connection, message.id())) {
      done.addAll(apply(connection, message, task, input));
    }
    return done;
  }

  /** What was done to one task: where it stands now, and whether its lane must be looked at. */
  private record Done(Task task, Decision decision) {}

  private List<Done> apply(Connection connection, OpenMessage message, Task task, TaskInput input)
      throws SQLException {
    var decision = TaskMachine.decide(task, input);
    var done =
        switch (decision) {
          case Decision.Stay _, Decision.Claim _, Decision.Begin _ -> false;
          case Decision.Surer(var unsure) -> {
            TaskTable.surer(connection, task, unsure);
            yield true;
          }
          case Decision.Queue queue -> queue(connection, message, task, queue);
          case Decision.Split(var halves) -> split(connection, message, task, halves);
          case Decision.End end -> end(connection, message, task, end);
        };
    return done ? List.of(new Done(task, decision)) : List.of();
  }

  private boolean queue(Connection connection, OpenMessage message, Task task, Decision.Queue queue)
      throws SQLException {
    if (!TaskTable.queue(connection, task, queue)) {
      return false;
    }
    if (queue.afresh()) {
      MessageTables.reopen(connection, message.id());
    }
    if (TaskTable.moveRecipients(
        connection,
        task,
        queue.recipients(),
        queue.reason(),
        queue.detail(),
        queue.afresh() ? DeliveryState.FAILED : sentBefore(task))) {
      changes.tellOfTask(connection, message, task.id());
    }
    return true;
  }

  private boolean split(
      Connection connection, OpenMessage message, Task task, Decision.Queue halves)
      throws SQLException {
    if (!queue(connection, message, task, halves)) {
      return false;
    }
    TaskSplits.halve(connection, task);
    return true;
  }

  private boolean end(Connection connection, OpenMessage message, Task task, Decision.End end)
      throws SQLException {
    var now = now();
    var receiptDue =
        end.state() == TaskState.SENT && task.receipts()
            ? now.plus(config.receipts().soon())
            : null;
    if (!TaskTable.end(connection, task, end, now, receiptDue)) {
      return false;
    }
    TaskTable.moveRecipients(
        connection, task, end.recipients(), end.reason(), end.detail(), sentBefore(task));
    if (end.state() == TaskState.FAILED) {
      MessageTables.closeIfEnded(connection, message.id(), now);
    }
    changes.tellOfTask(connection, message, task.id());
    return true;
  }

  /**
   * Where those stand whom DingTalk dropped out of an earlier task; null when it dropped nobody.
   */
  private static @Nullable DeliveryState sentBefore(Task task) {
    return task.resend() ? DeliveryState.SENT : null;
  }

  private void cancelDepartments(Connection connection, OpenMessage message) throws SQLException {
    var cancelled = new ArrayList<DepartmentStatus>();
    try (var update =
        connection.prepareStatement(
            "update expansion set state = 'FAILED', reason = ?"
                + " where message = ? and state = 'WAITING' returning position")) {
      update.setString(1, DeliveryReason.CANCELLED.wire());
      update.setString(2, message.id());
      try (var rows = update.executeQuery()) {
        while (rows.next()) {
          cancelled.add(
              new DepartmentStatus(
                  message.body().departments().get(rows.getInt(1)),
                  DepartmentStatus.State.FAILED,
                  null,
                  DeliveryReason.CANCELLED.wire(),
                  null));
        }
      }
    }
    if (!cancelled.isEmpty()) {
      MessageTables.closeIfEnded(connection, message.id(), now());
      changes.tell(connection, message, List.of(), cancelled);
    }
  }

  private static void markCancelled(Connection connection, OpenMessage message, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update message set cancelled_at = ? where id = ? and cancelled_at is null")) {
      update.setLong(1, now.toEpochMilli());
      update.setString(2, message.id());
      update.executeUpdate();
    }
  }

  /** After the commit: whoever waits for this may look. */
  private void finish(OpenMessage message, List<Done> all) {
    feed.wake(message.site());
    Set<LaneKey> lanes = new HashSet<>();
    for (var done : all) {
      switch (done.decision()) {
        case Decision.Queue _ -> {
          lanes.add(done.task().lane());
          count("requeued");
        }
        case Decision.Split _ -> {
          lanes.add(done.task().lane());
          count("split");
        }
        case Decision.End end -> count(end.state().name().toLowerCase(Locale.ROOT));
        case Decision.Surer _, Decision.Stay _, Decision.Claim _, Decision.Begin _ -> {}
      }
    }
    if (!lanes.isEmpty()) {
      signal.wake(lanes);
    }
  }

  private void count(String outcome) {
    meters.counter("dinggate.message.tasks", "outcome", outcome).increment();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
