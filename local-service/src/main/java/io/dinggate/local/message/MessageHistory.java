package io.dinggate.local.message;

import io.dinggate.local.message.Happening.What;
import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.message.DeliveryState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to messages, line by line. A message of many tasks changes many times: after {@link
 * #MAX_CHANGES} lines the last one of the same state counts on.
 */
@ApplicationScoped
class MessageHistory {

  /** How many lines of one message tell of changes, each of its own. */
  static final int MAX_CHANGES = 200;

  private static final String ADD =
      """
      insert into message_history (message, at, what, state, count, detail)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String COUNT_ON =
      """
      update message_history set at = ?, count = count + ?
      where message = ? and id = (
        select max(id) from message_history where message = ? and what = 'CHANGED' and state = ?)
      """;

  private static final String SELECT =
      """
      select at, what, state, count, detail from message_history where message = ? order by id
      """;

  private final Jdbc jdbc;

  MessageHistory(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** From its beginning. */
  List<Happening> of(Message message) {
    var lines = new ArrayList<Happening>();
    lines.add(Happening.of(message.acceptedAt(), What.ACCEPTED));
    lines.addAll(stored(message.id()));
    return lines;
  }

  /** Adds lines, in the transaction of the caller; answers how many told of changes. */
  int add(UUID message, int changesBefore, List<Happening> lines) {
    var changes = 0;
    for (var line : lines) {
      if (line.what() == What.CHANGED) {
        if (changesBefore + changes >= MAX_CHANGES && countOn(message, line)) {
          continue;
        }
        changes++;
      }
      jdbc.update(ADD, statement -> fill(statement, message, line));
    }
    return changes;
  }

  private boolean countOn(UUID message, Happening line) {
    return jdbc.update(
            COUNT_ON,
            statement -> {
              statement.setObject(1, MessageRows.timestamp(line.at()));
              statement.setObject(2, line.count());
              statement.setObject(3, message);
              statement.setObject(4, message);
              statement.setString(5, name(line.state()));
            })
        > 0;
  }

  private List<Happening> stored(UUID message) {
    return jdbc.run(
        SELECT,
        statement -> {
          statement.setObject(1, message);
          var lines = new ArrayList<Happening>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              lines.add(line(row));
            }
          }
          return lines;
        });
  }

  private static void fill(PreparedStatement statement, UUID message, Happening line)
      throws SQLException {
    statement.setObject(1, message);
    statement.setObject(2, MessageRows.timestamp(line.at()));
    statement.setString(3, line.what().name());
    statement.setString(4, name(line.state()));
    statement.setObject(5, line.count());
    statement.setString(6, line.detail());
  }

  private static Happening line(ResultSet row) throws SQLException {
    var state = row.getString("state");
    return new Happening(
        MessageRows.instant(row, "at"),
        What.valueOf(row.getString("what")),
        state == null ? null : DeliveryState.valueOf(state),
        row.getObject("count", Integer.class),
        row.getString("detail"));
  }

  private static @Nullable String name(@Nullable DeliveryState state) {
    return state == null ? null : state.name();
  }
}
