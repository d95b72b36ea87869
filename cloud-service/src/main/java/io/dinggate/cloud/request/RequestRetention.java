package io.dinggate.cloud.request;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.TokenConfig;
import io.dinggate.model.request.RequestToken;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Deletes requests that have ended, once nobody could use their tokens again. */
@Singleton
final class RequestRetention {

  /** Small enough for other writes to come in between. */
  private static final int BATCH = 500;

  private final Writes writes;
  private final Clock clock;
  private final Duration kept;

  RequestRetention(Writes writes, RequestConfig config, TokenConfig tokens, Clock clock) {
    this.writes = writes;
    this.clock = clock;
    // A token may come a skew before its issue, and until a skew after its expiry.
    var usable = RequestToken.MAX_LIFETIME.plus(tokens.clockSkew().multipliedBy(2));
    this.kept = config.retention().compareTo(usable) > 0 ? config.retention() : usable;
  }

  /** Deletes all that are kept no longer. */
  @Scheduled(
      identity = "delete-requests",
      every = "${dinggate.request.delete-every}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void delete() {
    var before = clock.instant().minus(kept);
    var deleted = BATCH;
    while (deleted == BATCH) {
      deleted = writes.sql(connection -> RequestTable.delete(connection, before, BATCH));
    }
  }
}
