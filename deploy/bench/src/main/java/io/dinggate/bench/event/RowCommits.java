package io.dinggate.bench.event;

import io.dinggate.bench.BenchException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What it would be to store each event by a commit of its own, with nothing around it. */
final class RowCommits {

  private static final int LOOK_EVERY = 16;

  private RowCommits() {}

  /** Rows a second in SQLite as the cloud-service has it: WAL, synchronous FULL. */
  static double perSecond(Path directory, String text, double seconds) {
    var file = directory.resolve("bench-rows.db");
    try (var connection =
        DriverManager.getConnection(
            "jdbc:sqlite:%s?journal_mode=WAL&synchronous=FULL".formatted(file))) {
      try (var statement = connection.createStatement()) {
        statement.execute(
            "create table if not exists bench_row (id integer primary key, text text)");
      }
      return insert(connection, text, seconds);
    } catch (SQLException e) {
      throw new BenchException("cannot store rows in SQLite", e);
    }
  }

  private static double insert(Connection connection, String text, double seconds)
      throws SQLException {
    try (var insert = connection.prepareStatement("insert into bench_row (text) values (?)")) {
      var begin = System.nanoTime();
      var rows = 0;
      while (rows % LOOK_EVERY != 0 || System.nanoTime() - begin < seconds * 1e9) {
        insert.setString(1, text);
        insert.executeUpdate();
        rows++;
      }
      return rows / ((System.nanoTime() - begin) / 1e9);
    }
  }
}
