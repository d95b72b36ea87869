package io.dinggate.cloud.event;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.SqlUnit;
import io.dinggate.cloud.platform.Writes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** The events' table in a database file of its own, where no running service handles them. */
final class EventStorage implements Writes, Reads {

  private final DataSource dataSource;
  private volatile RuntimeException failure;

  EventStorage(Path directory) {
    var sqlite = new SQLiteDataSource();
    sqlite.setUrl("jdbc:sqlite:" + directory.resolve("events.db") + "?journal_mode=WAL");
    dataSource = sqlite;
    migrate();
  }

  private static final List<String> MIGRATIONS =
      List.of(
          "V60__create_events",
          "V121__create_feed",
          "V130__relay_events",
          "V180__list_parked_events");

  private static String migration(String name) {
    try (var sql =
        EventStorage.class.getResourceAsStream("/db/migration/sqlite/" + name + ".sql")) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void migrate() {
    MIGRATIONS.forEach(
        name ->
            sql(
                connection -> {
                  try (var statement = connection.createStatement()) {
                    return statement.executeUpdate(migration(name));
                  }
                }));
  }

  void failWrites(RuntimeException with) {
    failure = with;
  }

  @Override
  public <T> T sql(SqlUnit<T> unit) {
    if (failure != null) {
      throw failure;
    }
    return query(unit);
  }

  @Override
  public <T> T followUp(SqlUnit<T> unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T query(SqlUnit<T> unit) {
    try (var connection = dataSource.getConnection()) {
      return unit.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How SQLite goes about a query, step by step. */
  List<String> plan(String sql) {
    return query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("explain query plan " + sql)) {
            var steps = new ArrayList<String>();
            while (rows.next()) {
              steps.add(rows.getString("detail"));
            }
            return steps;
          }
        });
  }

  /** One column of all events, in the order of arrival. */
  List<String> column(String name) {
    return query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("select " + name + " from event order by id")) {
            var values = new ArrayList<String>();
            while (rows.next()) {
              values.add(rows.getString(1));
            }
            return values;
          }
        });
  }
}
