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

/** The messages of this site, as PostgreSQL has them. */
@ApplicationScoped
class MessageBook {

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
}
