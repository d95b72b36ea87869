package io.dinggate.cloud.feed;

import io.dinggate.cloud.platform.RestoreListener;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * After a restore every feed begins a new epoch: sites have read entries that the feed has lost,
 * and the next ones get the same sequences. What is left of it stays, and is read anew.
 */
@Singleton
final class FreshEpochs implements RestoreListener {

  @Override
  public void databaseWasRestored(Connection connection, Instant now) throws SQLException {
    FeedTable.beginEpochs(connection, StoredFeed::freshEpoch);
  }
}
