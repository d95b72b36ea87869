package io.dinggate.local.testing;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Looks into the service's database past its code. */
@Singleton
public class TestDatabase {

  private final AgroalDataSource source;

  TestDatabase(AgroalDataSource source) {
    this.source = source;
  }

  /** All rows of the tables, as text. */
  public String dump(String... tables) {
    var dump = new StringBuilder();
    for (var table : tables) {
      dump.append(text("select coalesce(string_agg(t::text, E'\\n'), '') from " + table + " t"))
          .append('\n');
    }
    return dump.toString();
  }

  /** The one number that a query answers. */
  public long number(String query) {
    return Long.parseLong(text(query));
  }

  /** Runs a statement. */
  public void run(String sql) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one text that a query answers. */
  public String text(String query) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
