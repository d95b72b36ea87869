package io.dinggate.cloud.feed;

import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.platform.Ids;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** {@link Feed} in the database, for those who wait in this process. */
@Singleton
final class StoredFeed implements Feed {

  private final FeedItems items;
  private final FeedWaiters waiters;
  private final Clock clock;

  StoredFeed(FeedItems items, FeedWaiters waiters, Clock clock) {
    this.items = items;
    this.waiters = waiters;
    this.clock = clock;
  }

  @Override
  public void append(Connection connection, SiteId site, FeedItem item) throws SQLException {
    var sequence = FeedTable.next(connection, site, freshEpoch());
    var sealed = items.seal(site, sequence, item);
    FeedTable.insert(connection, site, StoredEntry.of(sequence, clock.instant(), sealed));
  }

  @Override
  public void appendPayload(Connection connection, SiteId site, String payload, int size)
      throws SQLException {
    var sequence = FeedTable.next(connection, site, freshEpoch());
    FeedTable.insert(
        connection, site, new StoredEntry(sequence, clock.instant(), null, payload, size));
  }

  @Override
  public void wake(SiteId site) {
    waiters.wake(site);
  }

  /** For a feed that begins now. */
  static String freshEpoch() {
    return Ids.uuidV7().toString();
  }
}
