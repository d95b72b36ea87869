package io.dinggate.local.request;

import io.dinggate.local.feed.FeedCaughtUp;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Ends the wait for results that cannot come any more. While the feed is behind a result may be in
 * what was not read yet, so that time alone ends nothing.
 */
@ApplicationScoped
class ExpiredRequests implements FeedCaughtUp {

  private final RequestTable table;
  private final RequestConfig config;
  private final Clock clock;

  ExpiredRequests(RequestTable table, RequestConfig config, Clock clock) {
    this.table = table;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public void everythingWasRead(Instant before) {
    table.expire(
        before.minus(config.settleWithin()), clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
