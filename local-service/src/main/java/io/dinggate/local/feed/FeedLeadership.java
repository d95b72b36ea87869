package io.dinggate.local.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets one replica read the feed: the one that holds an advisory lock of PostgreSQL, on a
 * connection that it keeps. When the replica dies the connection goes, and the lock with it. That
 * two read for a moment is possible, and wastes work only: the cursor decides. For one thread.
 */
@ApplicationScoped
class FeedLeadership {

  private static final long LOCK = 0x6469_6e67_6665_6564L; // "dingfeed"

  private static final int SECONDS_TO_ANSWER = 5;

  private final DataSource database;
  private @Nullable Connection holder;

  FeedLeadership(DataSource database) {
    this.database = database;
  }

  /** Whether this replica is the one that reads; tries to become it when it is not. */
  boolean held() {
    try {
      if (holder != null && holder.isValid(SECONDS_TO_ANSWER)) {
        return true;
      }
      release();
      return acquire();
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot say who reads the feed", e);
    }
  }

  private boolean acquire() throws SQLException {
    var connection = database.getConnection();
    try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, LOCK);
      try (var row = statement.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          holder = connection;
        }
      }
    } finally {
      if (holder != connection) {
        connection.close();
      }
    }
    return holder != null;
  }

  /** Lets another replica read. */
  void release() {
    var connection = holder;
    holder = null;
    if (connection != null) {
      try (connection;
          var statement = connection.prepareStatement("select pg_advisory_unlock(?)")) {
        statement.setLong(1, LOCK);
        statement.execute();
      } catch (SQLException _) {
        return; // the connection is gone, and the lock with it
      }
    }
  }
}
