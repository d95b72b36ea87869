package io.dinggate.cloud.platform;

import io.dinggate.platform.StartupCheck;
import io.dinggate.platform.StartupFault;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes sure that the connections are what the guarantees rest on: a commit that returned is on the
 * disk, and reads cannot write. A URL that an operator overrides could silently say otherwise.
 */
@Singleton
final class SqliteCheck implements StartupCheck {

  private static final String FULL = "2";

  private final javax.sql.DataSource main;
  private final javax.sql.DataSource reads;

  SqliteCheck(javax.sql.DataSource main, @DataSource("reads") javax.sql.DataSource reads) {
    this.main = main;
    this.reads = reads;
  }

  @Override
  public List<StartupFault> faults() {
    var faults = new ArrayList<StartupFault>();
    expect(faults, "quarkus.datasource.jdbc.url", main, "journal_mode", "wal");
    expect(faults, "quarkus.datasource.jdbc.url", main, "synchronous", FULL);
    expect(faults, "quarkus.datasource.jdbc.url", main, "foreign_keys", "1");
    expect(faults, "quarkus.datasource.reads.jdbc.new-connection-sql", reads, "query_only", "1");
    return faults;
  }

  private static void expect(
      List<StartupFault> faults,
      String key,
      javax.sql.DataSource dataSource,
      String pragma,
      String value) {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA " + pragma)) {
      var actual = result.next() ? result.getString(1) : "nothing";
      if (!value.equals(actual)) {
        faults.add(
            new StartupFault(key, "must give " + pragma + "=" + value + ", but gives " + actual));
      }
    } catch (SQLException e) {
      faults.add(new StartupFault(key, "the database cannot be opened: " + e.getErrorCode()));
    }
  }
}
