package io.dinggate.cloud.message;

import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that move single recipients forward; each runs in its caller's unit. */
final class RecipientMoves {

  private RecipientMoves() {}

  /**
   * Where one recipient of a task stands.
   *
   * @param position in the message
   * @param state where the delivery stands
   */
  record Standing(int position, DeliveryState state) {}

  /** The recipients of a task. */
  static List<Standing> ofTask(Connection connection, String task) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select position, state from recipient where task = ? order by position")) {
      select.setString(1, task);
      var standings = new ArrayList<Standing>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          standings.add(new Standing(rows.getInt(1), DeliveryState.valueOf(rows.getString(2))));
        }
      }
      return standings;
    }
  }

  /**
   * Moves a recipient, who stands as told, to another state or gives the state another reason.
   *
   * @return as it stands then
   */
  static RecipientStatus move(
      Connection connection,
      OpenMessage message,
      int position,
      DeliveryState state,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String dingTalkTask)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update recipient set state = ?, reason = ?, detail = ?"
                + " where message = ? and position = ?")) {
      update.setString(1, state.name());
      update.setString(2, reason);
      update.setString(3, detail);
      update.setString(4, message.id());
      update.setInt(5, position);
      update.executeUpdate();
    }
    return new RecipientStatus(
        message.user(position), state, reason, detail, dingTalkTask, message.department(position));
  }

  /** Makes people of one task those of another one; where they stand, they stay. */
  static void toTask(
      Connection connection, String message, List<Integer> positions, String from, String to)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update recipient set task = ? where message = ? and position = ? and task = ?")) {
      for (var position : positions) {
        update.setString(1, to);
        update.setString(2, message);
        update.setInt(3, position);
        update.setString(4, from);
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** Whether the message may still change; false as well when it has been forgotten. */
  static boolean isOpen(Connection connection, String message) throws SQLException {
    try (var select =
        connection.prepareStatement("select 1 from message where id = ? and closed_at is null")) {
      select.setString(1, message);
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Has the message looked at soon: it may have nothing left that can change. */
  static void lookSoon(Connection connection, String message) throws SQLException {
    try (var update =
        connection.prepareStatement("update message set close_due = 0 where id = ?")) {
      update.setString(1, message);
      update.executeUpdate();
    }
  }
}
