package io.dinggate.cloud.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Is told when the database was put back from a copy: what was committed after the copy was made is
 * lost, and others have seen it.
 */
public interface RestoreListener {

  /**
   * Stores what follows from that. Called at the start, before anything else reads or changes the
   * database, in the unit that notes the restore.
   */
  void databaseWasRestored(Connection connection, Instant now) throws SQLException;
}
