package io.dinggate.cloud.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dinggate.cloud.message.OpenMessage.Expanded;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendMessage;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads stored messages and opens them. A message whose tasks are sent one after the other is
 * opened once, and one that is sent as soon as it came in not at all.
 */
@Singleton
final class MessageBook {

  /** In people: some messages of the largest kind, or many small ones. */
  private static final long MOST_KEPT = 100_000;

  /** So that memory holds what is being sent, and not all that was. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Reads reads;
  private final MessageBodies bodies;
  private final Cache<String, OpenMessage> opened =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT)
          .weigher((String _, OpenMessage message) -> message.weight())
          .expireAfterAccess(KEPT)
          .build();

  MessageBook(Reads reads, MessageBodies bodies) {
    this.reads = reads;
    this.bodies = bodies;
  }

  /**
   * The message of that row, with whoever stands at {@code position}.
   *
   * @throws IllegalArgumentException when there is none
   */
  OpenMessage open(String id, int position) {
    var kept = opened.getIfPresent(id);
    if (kept != null && kept.covers(position)) {
      return kept;
    }
    var read =
        reads
            .query(connection -> read(connection, id))
            .orElseThrow(() -> new IllegalArgumentException("no such message"));
    opened.put(id, read);
    return read;
  }

  /** A message that was stored just now; {@link #open} finds it without reading. */
  void keep(OpenMessage message) {
    opened.put(message.id(), message);
  }

  /** The site's own message, as it stands. */
  Optional<OpenMessage> find(SiteId site, MessageId messageId) {
    return reads.query(
        connection -> {
          var id = MessageTables.idOf(connection, site, messageId);
          return id.isEmpty() ? Optional.empty() : read(connection, id.get());
        });
  }

  /** What became of the message. */
  MessageStatus status(OpenMessage message) {
    return reads.query(connection -> status(connection, message));
  }

  /** As {@link #open}, and within a unit. */
  Optional<OpenMessage> read(Connection connection, String id) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select site, message_id, body_hash, body, accepted_at from message where id = ?")) {
      select.setString(1, id);
      try (var rows = select.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var body = bodies.open(id, rows.getString("body"));
        return Optional.of(
            new OpenMessage(
                id,
                new SiteId(rows.getString("site")),
                new MessageId(rows.getString("message_id")),
                rows.getString("body_hash"),
                body,
                Instant.ofEpochMilli(rows.getLong("accepted_at")),
                expansions(connection, id, body)));
      }
    }
  }

  private List<Expanded> expansions(Connection connection, String id, SendMessage body)
      throws SQLException {
    if (body.departments().isEmpty()) {
      return List.of();
    }
    try (var select =
        connection.prepareStatement(
            "select position, first_position, users from expansion"
                + " where message = ? and users is not null")) {
      select.setString(1, id);
      var expansions = new ArrayList<Expanded>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var position = rows.getInt("position");
          expansions.add(
              new Expanded(
                  body.departments().get(position),
                  rows.getInt("first_position"),
                  bodies.openUsers(id, position, rows.getString("users"))));
        }
      }
      return expansions;
    }
  }

  /**
   * As {@link #status(OpenMessage)}, and within a unit. Outside of one the version is read first:
   * what is told may be newer than it, and never older.
   */
  static MessageStatus status(Connection connection, OpenMessage message) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select version, closed_at is not null from message where id = ?")) {
      select.setString(1, message.id());
      try (var rows = select.executeQuery()) {
        var version = rows.getLong(1);
        var closed = rows.getBoolean(2);
        var departments = departments(connection, message);
        var recipients = recipients(connection, message, "r.message = ?", message.id());
        return new MessageStatus(
            message.messageId(),
            whole(recipients, departments),
            message.acceptedAt(),
            version,
            closed,
            recipients,
            departments);
      }
    }
  }

  private static DeliveryState whole(
      List<RecipientStatus> recipients, List<DepartmentStatus> departments) {
    var states = new ArrayList<>(recipients.stream().map(RecipientStatus::state).toList());
    if (departments.stream()
        .anyMatch(department -> department.state() == DepartmentStatus.State.WAITING)) {
      states.add(DeliveryState.QUEUED);
    }
    return DeliveryState.ofAll(states);
  }

  /** The recipients of one task, as they stand, within a unit. */
  static List<RecipientStatus> recipientsOf(Connection connection, OpenMessage message, String task)
      throws SQLException {
    return recipients(connection, message, "r.task = ?", task);
  }

  private static List<RecipientStatus> recipients(
      Connection connection, OpenMessage message, String which, String id) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select r.position, r.state, r.reason, r.detail, t.dingtalk_task"
                + " from recipient r join task t on t.id = r.task"
                + " where "
                + which
                + " order by r.position")) {
      select.setString(1, id);
      var recipients = new ArrayList<RecipientStatus>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var position = rows.getInt("position");
          if (message.covers(position)) { // else it was added after the message was opened
            recipients.add(
                new RecipientStatus(
                    message.user(position),
                    DeliveryState.valueOf(rows.getString("state")),
                    rows.getString("reason"),
                    rows.getString("detail"),
                    rows.getString("dingtalk_task"),
                    message.department(position)));
          }
        }
      }
      return recipients;
    }
  }

  private static List<DepartmentStatus> departments(Connection connection, OpenMessage message)
      throws SQLException {
    if (message.body().departments().isEmpty()) {
      return List.of();
    }
    try (var select =
        connection.prepareStatement(
            "select position, state, people, reason, detail from expansion"
                + " where message = ? order by position")) {
      select.setString(1, message.id());
      var departments = new ArrayList<DepartmentStatus>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var position = rows.getInt("position");
          var people = rows.getInt("people");
          var known = !rows.wasNull();
          departments.add(
              new DepartmentStatus(
                  message.body().departments().get(position),
                  DepartmentStatus.State.valueOf(rows.getString("state")),
                  known ? people : null,
                  rows.getString("reason"),
                  rows.getString("detail")));
        }
      }
      return departments;
    }
  }
}
