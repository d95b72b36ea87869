package io.dinggate.bench.event;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Hears of every event that a site has committed, from PostgreSQL itself: a notification is sent at
 * the commit of the transaction that asked for it. Not thread-safe.
 */
final class SiteArrivals implements AutoCloseable {

  private static final String TELL =
      """
      create or replace function bench_tell() returns trigger language plpgsql as $$
      begin
        perform pg_notify('bench_event', new.position::text);
        return null;
      end $$;
      create or replace trigger bench_tell after insert on event
        for each row execute function bench_tell();
      listen bench_event;
      """;

  private final Connection connection;
  private int untold;

  SiteArrivals(Database database) {
    try {
      this.connection =
          DriverManager.getConnection(database.url(), database.username(), database.password());
      try (var statement = connection.createStatement()) {
        statement.execute(TELL);
      }
    } catch (SQLException e) {
      throw new BenchException("cannot listen to the site's database", e);
    }
  }

  /** Waits for the next event; false when none has come in time. */
  boolean awaitNext(int patienceMillis) {
    try {
      if (untold == 0) {
        var told = connection.unwrap(PGConnection.class).getNotifications(patienceMillis);
        untold = told == null ? 0 : told.length;
      }
      if (untold == 0) {
        return false;
      }
      untold--;
      return true;
    } catch (SQLException e) {
      throw new BenchException("cannot listen to the site's database", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new BenchException("cannot leave the site's database", e);
    }
  }
}
