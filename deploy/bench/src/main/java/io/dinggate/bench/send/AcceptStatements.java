package io.dinggate.bench.send;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One connection that does with a message what the local-service does before it answers 202, and
 * nothing else: the same statement, in the same transaction. Not thread-safe.
 */
final class AcceptStatements implements AutoCloseable {

  /** As long as the sealed content of the bench's messages. */
  private static final String CONTENT = "sealed-content-".repeat(16);

  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  private final Connection connection;
  private final PreparedStatement insert;
  private final String prefix = "bare-" + UUID.randomUUID() + "-";

  AcceptStatements(Database database) {
    try {
      connection =
          DriverManager.getConnection(database.url(), database.username(), database.password());
      insert = connection.prepareStatement(sql());
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The text of the service's own statement. */
  static String sql() {
    try (var text = AcceptStatements.class.getResourceAsStream("accept.sql")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("accept.sql cannot be read", e);
    }
  }

  /** Stores one message of one recipient; it is durable when this returns. */
  void store(int number) {
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    try {
      message(number, now);
      outbox(now);
      recipient(number);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void message(int number, OffsetDateTime now) throws SQLException {
    insert.setObject(1, UUID.randomUUID());
    insert.setString(2, "client:bench");
    insert.setString(3, prefix + number);
    insert.setString(4, HASH);
    insert.setString(5, CONTENT);
    insert.setString(6, null);
    insert.setString(7, "{\"receipts\":\"none\"}");
    insert.setObject(8, now);
    insert.setObject(9, now);
    insert.setString(10, "QUEUED");
    insert.setBoolean(11, false);
    insert.setInt(12, 1);
    insert.setString(13, "{\"queued\":1}");
  }

  private void outbox(OffsetDateTime now) throws SQLException {
    insert.setBoolean(14, false);
    insert.setObject(15, now);
    insert.setNull(16, Types.TIMESTAMP_WITH_TIMEZONE);
    insert.setObject(17, now.plus(GIVE_UP_AFTER));
    insert.setBoolean(18, true);
  }

  private void recipient(int number) throws SQLException {
    var pair = number % SendingWorld.PAIRS;
    array(19, "integer", 0);
    array(20, "text", SendingWorld.corpId(pair));
    array(21, "text", "user-" + number / SendingWorld.PAIRS % SendingWorld.PEOPLE_PER_CORP);
    array(22, "text", null);
    array(23, "text", null);
    array(24, "bigint", null);
    array(25, "text", "QUEUED");
    array(26, "text", null);
    array(27, "text", null);
    array(28, "text", null);
    array(29, "integer", null);
    array(30, "bigint", 0L);
  }

  private void array(int index, String type, @Nullable Object element) throws SQLException {
    insert.setArray(index, connection.createArrayOf(type, new Object[] {element}));
  }

  private static BenchException failed(SQLException e) {
    return new BenchException("a statement of the bare loop failed", e);
  }
}
