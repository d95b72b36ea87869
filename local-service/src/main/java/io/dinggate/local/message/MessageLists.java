package io.dinggate.local.message;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.MessageId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.request.RequestToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages in parts, newest first; a part begins where the one before it ended. */
@ApplicationScoped
class MessageLists {

  // the ids begin with the time, about: a range of times is a range of the index, and then exact
  private static final String SELECT =
      "select "
          + MessageRows.MESSAGE
          + """
            , case when total <= 100 then (
                select case when count(distinct r.reason) = 1 and count(r.reason) = count(*)
                            then min(r.reason) end
                from message_recipient r where r.message = m.id) end as reason
            from message m
            where m.id < ? and m.id >= ? and m.accepted_at >= ? and m.accepted_at < ?%s
            order by m.id desc limit ?
            """;

  /**
   * By how much the time in an id may differ from when the message was accepted. What a frontend
   * hands to the cloud itself has the id of its request token, and the time at which the cloud took
   * it by its own clock.
   */
  private static final Duration ABOUT = RequestToken.MAX_LIFETIME.plusMinutes(5);

  private final Jdbc jdbc;
  private final MessageRows rows;

  MessageLists(Jdbc jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * A part of the messages.
   *
   * @throws ApiException {@code validation} for a cursor that no part answered
   */
  MessagePage page(MessageQuery query) {
    var sql =
        SELECT.formatted(
            (query.owner() == null ? "" : " and m.caller = ?")
                + (query.state() == null ? "" : " and m.state = ?"));
    return jdbc.run(
        sql,
        statement -> {
          fill(statement, query);
          return page(statement, query);
        });
  }

  private static void fill(PreparedStatement statement, MessageQuery query) throws SQLException {
    var owner = query.owner();
    var state = query.state();
    var from = query.from() == null ? Instant.EPOCH : MessageRows.within(query.from());
    var to = query.to() == null ? MessageRows.FAR : MessageRows.within(query.to());
    var index = 0;
    statement.setObject(++index, before(query.cursor(), to));
    statement.setObject(++index, first(from.minus(ABOUT)));
    statement.setObject(++index, MessageRows.timestamp(from));
    statement.setObject(++index, MessageRows.timestamp(to));
    if (owner != null) {
      statement.setString(++index, owner);
    }
    if (state != null) {
      statement.setString(++index, state.name());
    }
    statement.setInt(++index, query.limit() + 1);
  }

  private static UUID before(@Nullable String cursor, Instant to) {
    var end = first(to.plus(ABOUT));
    if (cursor == null) {
      return end;
    }
    var after = parse(cursor);
    return after.toString().compareTo(end.toString()) < 0 ? after : end;
  }

  /** Not after the first UUIDv7 of that time (RFC 9562 section 5.7). */
  private static UUID first(Instant time) {
    return new UUID(Math.max(time.toEpochMilli(), 0) << 16, 0);
  }

  private MessagePage page(PreparedStatement statement, MessageQuery query) throws SQLException {
    List<MessagePage.Item> items = new ArrayList<>();
    String last = null;
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        if (items.size() == query.limit()) {
          return new MessagePage(items, last);
        }
        items.add(item(row, query));
        last = row.getString("id");
      }
    }
    return new MessagePage(items, null);
  }

  private MessagePage.Item item(ResultSet row, MessageQuery query) throws SQLException {
    var message = rows.message(row);
    return new MessagePage.Item(
        new MessageId(message.key().id().value()),
        query.owner() == null ? message.key().owner() : null,
        message.counts().state(),
        message.closed(),
        message.acceptedAt(),
        message.content(),
        message.counts().total(),
        message.counts().wire(),
        row.getString("reason"));
  }

  private static UUID parse(String cursor) {
    try {
      return UUID.fromString(cursor);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid("cursor", "must be the next of an earlier answer");
    }
  }
}
