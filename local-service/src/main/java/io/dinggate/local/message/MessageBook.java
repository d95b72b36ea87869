package io.dinggate.local.message;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.message.DeliveryState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of this site, as PostgreSQL has them: takes them in, and finds them. */
@ApplicationScoped
class MessageBook {

  /**
   * One statement and so one commit: a message never stands without its recipients, nor without
   * what gets it to the cloud.
   */
  private static final String ADD =
      """
      with added as (
        insert into message
          (id, caller, message_id, body_hash, content, app, options, accepted_at, changed_at,
           state, closed, total, counts)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (caller, message_id) do nothing
        returning id),
      posted as (
        insert into message_outbox (message, kind, urgent, due_at, not_after, give_up_at)
        select id, 'send', ?, ?, ?, ? from added where ?)
      insert into message_recipient (message, %s)
      select added.id, row.*
      from added, unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                         ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[])
                  as row
      """
          .formatted(MessageRows.DELIVERY);

  private static final String SELECT = "select " + MessageRows.MESSAGE + " from message ";

  private static final String DELIVERIES =
      "select " + MessageRows.DELIVERY + " from message_recipient where message = ? ";

  private static final String GIVEN_UP =
      """
      select from message_recipient
      where message = ? and reason = ? and state in ('FAILED', 'UNKNOWN') limit 1
      """;

  private final Jdbc jdbc;
  private final MessageRows rows;

  MessageBook(Jdbc jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** Stores a new message; false, and nothing stored, when its key is taken. Commits. */
  boolean add(Draft draft) {
    return add(draft, !draft.message().closed());
  }

  /** As {@link #add} for one that need not be sent, in the transaction of the caller. */
  boolean addSent(Draft draft) {
    return add(draft, false);
  }

  private boolean add(Draft draft, boolean post) {
    return jdbc.update(ADD, statement -> fill(statement, draft, post)) > 0;
  }

  /** The message of that key. */
  Optional<Message> find(MessageKey key) {
    return jdbc.run(
        SELECT + "where caller = ? and message_id = ?",
        statement -> {
          statement.setString(1, key.owner());
          statement.setString(2, key.id().value());
          return one(statement);
        });
  }

  /**
   * The message, which nobody else can change until the transaction ends; empty when it is gone.
   * Rows that point at it can be added meanwhile.
   */
  Optional<Message> lock(UUID id) {
    return jdbc.run(
        SELECT + "where id = ? for no key update",
        statement -> {
          statement.setObject(1, id);
          return one(statement);
        });
  }

  /** All deliveries of a message, by position. */
  List<Delivery> deliveries(UUID message) {
    return jdbc.run(
        DELIVERIES + "order by position",
        statement -> {
          statement.setObject(1, message);
          return MessageRows.deliveries(statement);
        });
  }

  /**
   * At most {@code limit} deliveries of a message, by position.
   *
   * @param after the position of the last one that is not wanted; -1 for none
   * @param state only those in that state; null for all
   */
  List<Delivery> deliveries(UUID message, int after, int limit, @Nullable DeliveryState state) {
    var narrowed = state == null ? "" : "and state = ? ";
    return jdbc.run(
        DELIVERIES + "and position > ? " + narrowed + "order by position limit ?",
        statement -> {
          var index = 0;
          statement.setObject(++index, message);
          statement.setInt(++index, after);
          if (state != null) {
            statement.setString(++index, state.name());
          }
          statement.setInt(++index, limit);
          return MessageRows.deliveries(statement);
        });
  }

  /** Whether any recipient was given up, so that an operator may have it tried once more. */
  boolean hasGivenUp(UUID message) {
    return jdbc.run(
        GIVEN_UP,
        statement -> {
          statement.setObject(1, message);
          statement.setString(2, Reasons.GAVE_UP);
          try (var row = statement.executeQuery()) {
            return row.next();
          }
        });
  }

  private Optional<Message> one(PreparedStatement statement) throws SQLException {
    try (var found = statement.executeQuery()) {
      return found.next() ? Optional.of(rows.message(found)) : Optional.empty();
    }
  }

  private void fill(PreparedStatement statement, Draft draft, boolean post) throws SQLException {
    var message = draft.message();
    var app = message.app();
    var options = message.options();
    var accepted = MessageRows.timestamp(message.acceptedAt());
    statement.setObject(1, message.id());
    statement.setString(2, message.key().owner());
    statement.setString(3, message.key().id().value());
    statement.setString(4, message.hash());
    statement.setString(5, rows.seal(message.id(), message.content()));
    statement.setString(6, app == null ? null : app.value());
    statement.setString(7, options == null ? null : MessageJson.write(options));
    statement.setObject(8, accepted);
    statement.setObject(9, accepted);
    statement.setString(10, message.counts().state().name());
    statement.setBoolean(11, message.closed());
    statement.setInt(12, message.counts().total());
    statement.setString(13, MessageJson.write(message.counts().wire()));
    statement.setBoolean(14, message.delivery().urgent());
    statement.setObject(15, accepted);
    statement.setObject(16, MessageRows.timestampOrNull(message.delivery().notAfter()));
    statement.setObject(17, MessageRows.timestamp(draft.giveUpAt()));
    statement.setBoolean(18, post);
    MessageRows.setDeliveries(statement, 19, draft.deliveries());
  }
}
