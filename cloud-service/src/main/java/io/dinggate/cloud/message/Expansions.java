package io.dinggate.cloud.message;

import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.DepartmentStatus.State;
import io.dinggate.model.message.RecipientStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes recipients of the people of a department, or says why there are none; each within the
 * caller's unit, which wakes the feed and the queue after its commit.
 */
@Singleton
final class Expansions {

  private final MessageConfig config;
  private final MessageBodies bodies;
  private final MessageChanges changes;
  private final Clock clock;

  Expansions(MessageConfig config, MessageBodies bodies, MessageChanges changes, Clock clock) {
    this.config = config;
    this.bodies = bodies;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Plans and stores the tasks for people that a department brings in. Does nothing when the
   * department does not wait any more, for example because the message was cancelled.
   *
   * @param site whose message it is, by what the registry lets it do now
   * @param message opened within the same unit (see {@link MessageBook#read}), so that nobody who
   *     is a recipient already is among {@code users}
   * @param department its position in the message's list
   * @param users the new people, each once and none of them a recipient; may be empty
   * @return the lanes to wake after the commit
   * @throws io.dinggate.model.problem.ApiException as {@link MessagePlan#of}
   */
  Set<LaneKey> expanded(
      Connection connection,
      CallingSite site,
      OpenMessage message,
      int department,
      List<UserId> users)
      throws SQLException {
    var first = firstFree(connection, message);
    if (!leaveWaiting(connection, message, department, first, users)) {
      return Set.of();
    }
    var ref = message.body().departments().get(department);
    var refs = users.stream().map(user -> new UserRef(ref.corp(), user)).toList();
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var room = new DailyCounts(connection, bodies, config);
    var tasks = new MessagePlan(config, room, now).of(site, message.body(), first, refs);
    MessageTables.insertTasks(
        connection,
        message.site(),
        message.id(),
        message.body(),
        tasks,
        config.giveUpAfter(),
        person -> bodies.person(person.user()));
    MessageTables.closeIfEnded(connection, message.id(), now);
    changes.tell(
        connection,
        message,
        recipients(ref, tasks),
        List.of(new DepartmentStatus(ref, State.EXPANDED, users.size(), null, null)));
    return MessageTables.lanes(message.site(), tasks);
  }

  /** The department brings in nobody, for a reason that stays. */
  void failed(
      Connection connection,
      OpenMessage message,
      int department,
      String reason,
      @Nullable String detail)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update expansion set state = 'FAILED', reason = ?, detail = ?"
                + " where message = ? and position = ? and state = 'WAITING'")) {
      update.setString(1, reason);
      update.setString(2, detail);
      update.setString(3, message.id());
      update.setInt(4, department);
      if (update.executeUpdate() == 0) {
        return;
      }
    }
    MessageTables.closeIfEnded(connection, message.id(), clock.instant());
    var ref = message.body().departments().get(department);
    changes.tell(
        connection,
        message,
        List.of(),
        List.of(new DepartmentStatus(ref, State.FAILED, null, reason, detail)));
  }

  private boolean leaveWaiting(
      Connection connection, OpenMessage message, int department, int first, List<UserId> users)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update expansion set state = 'EXPANDED', first_position = ?, users = ?, people = ?"
                + " where message = ? and position = ? and state = 'WAITING'")) {
      update.setInt(1, first);
      update.setString(2, bodies.sealUsers(message.id(), department, users));
      update.setInt(3, users.size());
      update.setString(4, message.id());
      update.setInt(5, department);
      return update.executeUpdate() == 1;
    }
  }

  private static int firstFree(Connection connection, OpenMessage message) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select coalesce(max(position) + 1, 0) from recipient where message = ?")) {
      select.setString(1, message.id());
      try (var rows = select.executeQuery()) {
        return Math.max(rows.getInt(1), message.body().recipients().size());
      }
    }
  }

  private static List<RecipientStatus> recipients(DepartmentRef ref, List<PlannedTask> tasks) {
    var recipients = new ArrayList<RecipientStatus>();
    for (var task : tasks) {
      for (var person : task.people()) {
        recipients.add(
            new RecipientStatus(
                person.user(), DeliveryState.QUEUED, task.reason(), null, null, ref));
      }
    }
    return recipients;
  }
}
