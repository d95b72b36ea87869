package io.dinggate.cloud.feed;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/** Notes how far each site has confirmed its feed, and deletes what is confirmed later on. */
@Singleton
final class FeedAcknowledgements {

  /** Small enough for other writes to come in between. */
  private static final int BATCH = 500;

  private final Reads reads;
  private final Writes writes;

  FeedAcknowledgements(Reads reads, Writes writes) {
    this.reads = reads;
    this.writes = writes;
  }

  /**
   * Confirms a feed up to the cursor; less than before changes nothing.
   *
   * @throws ApiException {@code FEED_GONE} when there is no such place in the feed
   */
  void acknowledge(SiteId site, FeedCursor cursor) {
    var standing =
        reads
            .query(connection -> FeedTable.standing(connection, site))
            .filter(feed -> feed.epoch().equals(cursor.epoch()))
            .filter(feed -> feed.last() >= cursor.sequence())
            .orElseThrow(() -> new ApiException(ErrorCode.FEED_GONE));
    if (cursor.sequence() > standing.acknowledged()) {
      writes.<Boolean>sql(
          connection -> {
            FeedTable.acknowledge(connection, site, cursor.epoch(), cursor.sequence());
            return true;
          });
    }
  }

  /** Deletes what is confirmed. */
  @Scheduled(
      identity = "delete-confirmed-entries",
      every = "${dinggate.feed.delete-every}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void deleteConfirmed() {
    reads.query(FeedTable::confirmed).forEach(this::deleteConfirmed);
  }

  private void deleteConfirmed(SiteId site) {
    var deleted = BATCH;
    while (deleted == BATCH) {
      deleted = writes.sql(connection -> FeedTable.deleteConfirmed(connection, site, BATCH));
    }
  }
}
