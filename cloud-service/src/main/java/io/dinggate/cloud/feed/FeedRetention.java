package io.dinggate.cloud.feed;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.SiteId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Keeps the feed of a site that does not read it within bounds: what is too old, or too much, goes,
 * and the site is told when it comes back that its cursor is gone.
 */
@Singleton
final class FeedRetention {

  /** Small enough for other writes to come in between. */
  private static final int BATCH = 500;

  private final Reads reads;
  private final Writes writes;
  private final FeedConfig config;
  private final Clock clock;
  private final MeterRegistry meters;

  FeedRetention(Reads reads, Writes writes, FeedConfig config, Clock clock, MeterRegistry meters) {
    this.reads = reads;
    this.writes = writes;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  /** Looks at all feeds. */
  @Scheduled(
      identity = "limit-feeds",
      every = "${dinggate.feed.delete-every}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void look() {
    var before = clock.instant().minus(config.retention());
    reads
        .query(connection -> FeedTable.over(connection, config.maxBytes(), before))
        .forEach(this::shorten);
  }

  private void shorten(SiteId site) {
    var before = clock.instant().minus(config.retention());
    var all = 0;
    var deleted = BATCH;
    while (deleted == BATCH) {
      deleted =
          writes.sql(
              connection ->
                  FeedTable.deleteOldest(connection, site, config.maxBytes(), before, BATCH));
      all += deleted;
    }
    meters.counter("dinggate.feed.dropped").increment(all);
    Log.warnf(
        "%d entries of the feed of %s are gone that it has not read: too old, or too much",
        all, site);
  }
}
