package io.dinggate.local.message;

import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.problem.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A caller's messages in parts, newest first; a part begins where the one before it ended. */
@ApplicationScoped
class MessageLists {

  private static final String SELECT =
      """
      select m.id, m.message_id, m.state, m.accepted_at, m.content, r.*
      from message m
      cross join lateral (
        select count(*) filter (where state = 'QUEUED') as queued,
               count(*) filter (where state = 'SENT') as sent,
               count(*) filter (where state = 'FAILED') as failed,
               count(*) filter (where state in ('SENDING', 'UNKNOWN')) as unknown,
               case when count(distinct reason) = 1 and count(reason) = count(*)
                    then min(reason) end as reason
        from message_recipient where message = m.id) r
      where m.caller = ? and m.id < ?%s
      order by m.id desc limit ?
      """;

  private static final String EVERYTHING = SELECT.formatted("");
  private static final String IN_STATE = SELECT.formatted(" and m.state = any(?)");

  /** Beyond every UUIDv7. */
  private static final UUID NEWEST = new UUID(-1, -1);

  private final Jdbc jdbc;
  private final MessageRows rows;

  MessageLists(Jdbc jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /**
   * At most {@code limit} messages of {@code owner}.
   *
   * @param cursor as the part before answered it; null for the newest
   * @param state only messages in that state; null for all
   * @throws ApiException {@code validation} for a cursor that no part answered
   */
  MessagePage page(
      String owner, int limit, @Nullable String cursor, @Nullable DeliveryState state) {
    var after = cursor == null ? NEWEST : parse(cursor);
    return jdbc.run(
        state == null ? EVERYTHING : IN_STATE,
        statement -> {
          var index = 0;
          statement.setString(++index, owner);
          statement.setObject(++index, after);
          if (state != null) {
            statement.setArray(
                ++index, statement.getConnection().createArrayOf("text", storedAs(state)));
          }
          statement.setInt(++index, limit + 1);
          return page(statement, limit);
        });
  }

  private MessagePage page(PreparedStatement statement, int limit) throws SQLException {
    var items = new ArrayList<MessagePage.Item>();
    String last = null;
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        if (items.size() == limit) {
          return new MessagePage(items, last);
        }
        items.add(item(row));
        last = row.getString("id");
      }
    }
    return new MessagePage(items, null);
  }

  private MessagePage.Item item(ResultSet row) throws SQLException {
    return new MessagePage.Item(
        new MessageId(row.getString("message_id")),
        Progress.valueOf(row.getString("state")).wire(),
        row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
        rows.open(row.getObject("id", UUID.class), row.getString("content")),
        recipients(row),
        row.getString("reason"));
  }

  private static Map<String, Integer> recipients(ResultSet row) throws SQLException {
    var counts = new TreeMap<String, Integer>();
    for (var state :
        List.of(
            DeliveryState.QUEUED,
            DeliveryState.SENT,
            DeliveryState.FAILED,
            DeliveryState.UNKNOWN)) {
      var count = row.getInt(state.wire());
      if (count > 0) {
        counts.put(state.wire(), count);
      }
    }
    return counts;
  }

  private static Object[] storedAs(DeliveryState state) {
    return Arrays.stream(Progress.values())
        .filter(progress -> progress.wire() == state)
        .map(Progress::name)
        .toArray();
  }

  private static UUID parse(String cursor) {
    try {
      return UUID.fromString(cursor);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid("cursor", "must be the next of an earlier answer");
    }
  }
}
