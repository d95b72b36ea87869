package io.dinggate.cloud.login;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The statements on the table {@code offered_code}, which remembers codes across logins: a code
 * that DingTalk was offered is not offered again under another state, even if DingTalk never saw
 * it. Each runs in its caller's unit.
 */
final class OfferedCodes {

  private OfferedCodes() {}

  /** Records a code that is about to be offered; false when it was offered before. */
  static boolean record(Connection connection, String codeIndex, Instant keepUntil)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into offered_code (code_index, keep_until) values (?, ?)"
                + " on conflict (code_index) do nothing")) {
      insert.setString(1, codeIndex);
      insert.setLong(2, keepUntil.toEpochMilli());
      return insert.executeUpdate() == 1;
    }
  }

  static int deleteKeptUntil(Connection connection, Instant now, int limit) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "delete from offered_code where code_index in (select code_index from offered_code"
                + " where keep_until < ? order by keep_until limit ?)")) {
      delete.setLong(1, now.toEpochMilli());
      delete.setInt(2, limit);
      return delete.executeUpdate();
    }
  }
}
