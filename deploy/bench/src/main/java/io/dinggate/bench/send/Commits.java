package io.dinggate.bench.send;

import io.dinggate.bench.BenchException;
import io.dinggate.bench.start.Median;
import io.dinggate.e2e.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What a durable commit of one row takes at this moment. */
public final class Commits {

  private static final int COMMITS = 300;

  private Commits() {}

  /** The median at the server, in milliseconds. */
  public static double postgres(Database database) {
    try (var connection =
        DriverManager.getConnection(database.url(), database.username(), database.password())) {
      execute(connection, "create table if not exists bench_commit (number integer, text text)");
      return median(connection);
    } catch (SQLException e) {
      throw new BenchException("cannot measure the commits of PostgreSQL", e);
    }
  }

  /** The median of SQLite in a directory, as the cloud-service has it: WAL, synchronous FULL. */
  public static double sqlite(Path directory) {
    var file = directory.resolve("bench-commit.db");
    try (var connection =
        DriverManager.getConnection(
            "jdbc:sqlite:%s?journal_mode=WAL&synchronous=FULL".formatted(file))) {
      execute(connection, "create table if not exists bench_commit (number integer, text text)");
      return median(connection);
    } catch (SQLException e) {
      throw new BenchException("cannot measure the commits of SQLite", e);
    }
  }

  private static double median(Connection connection) throws SQLException {
    var millis = new double[COMMITS];
    try (var insert = connection.prepareStatement("insert into bench_commit values (?, ?)")) {
      for (var commit = 0; commit < COMMITS; commit++) {
        var begin = System.nanoTime();
        insert.setInt(1, commit);
        insert.setString(2, "a row of its own transaction");
        insert.executeUpdate();
        millis[commit] = (System.nanoTime() - begin) / 1e6;
      }
    }
    return Median.of(millis);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
