package io.dinggate.cloud.login;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.LoginId;
import io.dinggate.model.SiteId;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on the table {@code login}; each runs in its caller's unit. */
final class LoginTable {

  private LoginTable() {}

  static void insert(Connection connection, LoginRow row, String stateIndex, Instant keepUntil)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into login (id, site, app, corp, exclusive, return_url, challenge, phase,"
                + " state_index, expires_at, keep_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      var corp = row.corp();
      insert.setString(1, row.id().value());
      insert.setString(2, row.site().value());
      insert.setString(3, row.app().value());
      insert.setString(4, corp == null ? null : corp.value());
      insert.setBoolean(5, row.exclusive());
      insert.setString(6, row.returnUrl().toString());
      insert.setString(7, row.challenge());
      insert.setString(8, row.phase().name());
      insert.setString(9, stateIndex);
      insert.setLong(10, row.expiresAt().toEpochMilli());
      insert.setLong(11, keepUntil.toEpochMilli());
      insert.executeUpdate();
    }
  }

  /** Whether the site has {@code limit} or more logins whose callback can still come. */
  static boolean hasOpen(Connection connection, SiteId site, Instant now, int limit)
      throws SQLException {
    try (var count =
        connection.prepareStatement(
            "select count(*) from (select 1 from login where site = ? and expires_at > ?"
                + " and phase in ('NEW', 'EXCHANGING') limit ?)")) {
      count.setString(1, site.value());
      count.setLong(2, now.toEpochMilli());
      count.setInt(3, limit);
      try (var rows = count.executeQuery()) {
        return rows.next() && rows.getInt(1) >= limit;
      }
    }
  }

  static Optional<LoginRow> findByState(Connection connection, String stateIndex)
      throws SQLException {
    return find(connection, "select * from login where state_index = ?", stateIndex);
  }

  static Optional<LoginRow> findByTicket(Connection connection, String ticketIndex)
      throws SQLException {
    return find(connection, "select * from login where ticket_index = ?", ticketIndex);
  }

  private static Optional<LoginRow> find(Connection connection, String sql, String index)
      throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, index);
      try (var rows = select.executeQuery()) {
        return rows.next() ? Optional.of(row(rows)) : Optional.empty();
      }
    }
  }

  /** {@code NEW → EXCHANGING}, with the code that is about to be offered. */
  static void exchanging(Connection connection, LoginId id, String codeIndex) throws SQLException {
    change(
        connection,
        "update login set phase = 'EXCHANGING', code_index = ? where id = ? and phase = 'NEW'",
        codeIndex,
        id.value());
  }

  /** {@code EXCHANGING → NEW}, under a state that nobody has seen yet. */
  static void startAnew(Connection connection, LoginId id, String stateIndex) throws SQLException {
    change(
        connection,
        "update login set phase = 'NEW', code_index = null, state_index = ?"
            + " where id = ? and phase = 'EXCHANGING'",
        stateIndex,
        id.value());
  }

  /** {@code EXCHANGING → DONE}; {@code ticket} and {@code result} are sealed. */
  static void done(
      Connection connection,
      LoginId id,
      String ticketIndex,
      String ticket,
      String result,
      Instant now,
      Instant keepUntil)
      throws SQLException {
    change(
        connection,
        "update login set phase = 'DONE', ticket_index = ?, ticket = ?, result = ?, done_at = ?,"
            + " keep_until = ? where id = ? and phase = 'EXCHANGING'",
        ticketIndex,
        ticket,
        result,
        now,
        keepUntil,
        id.value());
  }

  /** {@code NEW | EXCHANGING → FAILED}. */
  static void failed(Connection connection, LoginId id, String failure, Instant keepUntil)
      throws SQLException {
    change(
        connection,
        "update login set phase = 'FAILED', failure = ?, keep_until = ?"
            + " where id = ? and phase in ('NEW', 'EXCHANGING')",
        failure,
        keepUntil,
        id.value());
  }

  /** {@code DONE → REDEEMED}. */
  static void redeemed(Connection connection, LoginId id, Instant now, Instant keepUntil)
      throws SQLException {
    change(
        connection,
        "update login set phase = 'REDEEMED', redeemed_at = ?, keep_until = ?"
            + " where id = ? and phase = 'DONE'",
        now,
        keepUntil,
        id.value());
  }

  /** To an end in which nothing of the person is kept. */
  static void ended(Connection connection, LoginId id, LoginPhase end, Instant keepUntil)
      throws SQLException {
    change(
        connection,
        "update login set phase = ?, ticket = null, result = null, keep_until = ?"
            + " where id = ? and phase in ('DONE', 'REDEEMED')",
        end.name(),
        keepUntil,
        id.value());
  }

  static int deleteKeptUntil(Connection connection, Instant now, int limit) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "delete from login where id in"
                + " (select id from login where keep_until < ? order by keep_until limit ?)")) {
      delete.setLong(1, now.toEpochMilli());
      delete.setInt(2, limit);
      return delete.executeUpdate();
    }
  }

  private static void change(Connection connection, String sql, Object... values)
      throws SQLException {
    try (var update = connection.prepareStatement(sql)) {
      bind(update, values);
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("a login was not in the phase it was just read in");
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (var i = 0; i < values.length; i++) {
      if (values[i] instanceof Instant time) {
        statement.setLong(i + 1, time.toEpochMilli());
      } else {
        statement.setString(i + 1, values[i].toString());
      }
    }
  }

  private static LoginRow row(ResultSet rows) throws SQLException {
    var corp = rows.getString("corp");
    return new LoginRow(
        new LoginId(rows.getString("id")),
        new SiteId(rows.getString("site")),
        new AppId(rows.getString("app")),
        corp == null ? null : new CorpId(corp),
        rows.getBoolean("exclusive"),
        URI.create(rows.getString("return_url")),
        rows.getString("challenge"),
        LoginPhase.valueOf(rows.getString("phase")),
        rows.getString("code_index"),
        Instant.ofEpochMilli(rows.getLong("expires_at")),
        time(rows, "done_at"),
        time(rows, "redeemed_at"),
        rows.getString("ticket"),
        rows.getString("result"),
        rows.getString("failure"));
  }

  private static @Nullable Instant time(ResultSet rows, String column) throws SQLException {
    var millis = rows.getLong(column);
    return rows.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
