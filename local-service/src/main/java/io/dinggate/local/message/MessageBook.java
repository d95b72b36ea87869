package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.model.message.MessageStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The messages of this site, as PostgreSQL has them. What two writers may reach at once is decided
 * by the row of the message: it is locked first, so that states move forward only.
 */
@ApplicationScoped
class MessageBook {

  // one statement, so that a message never stands without its recipients
  private static final String ADD =
      """
      with added as (
        insert into message
          (id, caller, message_id, body_hash, content, app, accepted_at, changed_at, attempts, state)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (caller, message_id) do nothing
        returning id)
      insert into message_recipient
        (message, position, corp_id, user_id, tenant_id, staff_id, state, reason, detail)
      select added.id, row.*
      from added, unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                         ?::text[], ?::text[]) as row
      """;

  private static final String BEGIN_ATTEMPT =
      """
      update message set attempts = attempts + 1, changed_at = ?
      where id = ? and state not in ('SENT', 'FAILED')
      """;

  private static final String SET_STATE =
      "update message set state = ?, changed_at = ? where id = ?";

  private static final String SET_RECIPIENT =
      """
      update message_recipient set state = ?, reason = ?, detail = ?, task_id = ?
      where message = ? and position = ?
      """;

  private final Jdbc jdbc;
  private final MessageRows rows;
  private final Clock clock;

  MessageBook(Jdbc jdbc, MessageRows rows, Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.clock = clock;
  }

  /** Stores a new message; false, and nothing stored, when its key is taken. Commits. */
  boolean add(Message message) {
    return jdbc.update(ADD, statement -> rows.fill(statement, message)) > 0;
  }

  /** The message of that key. */
  Optional<Message> find(MessageKey key) {
    return rows.find(key);
  }

  /** Notes, before the cloud is asked once more, that it will be; false when there is no need. */
  boolean beginAttempt(UUID id) {
    return jdbc.update(
            BEGIN_ATTEMPT,
            statement -> {
              statement.setObject(1, now());
              statement.setObject(2, id);
            })
        > 0;
  }

  /** Records the outcome of a call to the cloud, however late it comes, and answers what stands. */
  @Transactional
  Message settle(UUID id, CloudCall<MessageStatus> outcome) {
    var before = rows.lock(id);
    var after = before.after(outcome);
    var changed =
        after.deliveries().stream()
            .filter(delivery -> !delivery.equals(before.deliveries().get(delivery.position())))
            .toList();
    if (changed.isEmpty()) {
      return before;
    }
    jdbc.run(SET_RECIPIENT, statement -> updateAll(statement, id, changed));
    jdbc.update(
        SET_STATE,
        statement -> {
          statement.setString(1, after.progress().name());
          statement.setObject(2, now());
          statement.setObject(3, id);
        });
    return after;
  }

  private static int updateAll(PreparedStatement statement, UUID id, List<Delivery> changed)
      throws SQLException {
    for (var delivery : changed) {
      statement.setString(1, delivery.progress().name());
      statement.setString(2, delivery.reason());
      statement.setString(3, delivery.detail());
      statement.setString(4, delivery.taskId());
      statement.setObject(5, id);
      statement.setInt(6, delivery.position());
      statement.addBatch();
    }
    return statement.executeBatch().length;
  }

  private OffsetDateTime now() {
    return MessageRows.timestamp(clock.instant());
  }
}
