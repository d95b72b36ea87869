package io.dinggate.local.request;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes requests and their results when their time is over. */
@ApplicationScoped
class ForgottenRequests {

  private final RequestTable table;
  private final RequestConfig config;
  private final Clock clock;

  ForgottenRequests(RequestTable table, RequestConfig config, Clock clock) {
    this.table = table;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "7m")
  void forget() {
    var before = clock.instant().minus(config.retention());
    var total = 0;
    int deleted;
    do {
      deleted = table.forget(before);
      total += deleted;
    } while (deleted == 1000);
    if (total > 0) {
      Log.infof("%s requests were deleted at the end of their retention", total);
    }
  }
}
