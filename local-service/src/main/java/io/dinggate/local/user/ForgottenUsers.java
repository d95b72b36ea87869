package io.dinggate.local.user;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes people who are users no more, with all that their apps call them, after a while. */
@ApplicationScoped
class ForgottenUsers {

  // in small parts, so that nobody waits long for a lock
  private static final int PART = 1000;

  private final Users users;
  private final UserConfig config;
  private final Clock clock;

  ForgottenUsers(Users users, UserConfig config, Clock clock) {
    this.users = users;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "6h", delayed = "15m")
  void forget() {
    var before = clock.instant().minus(config.retention());
    var total = 0;
    int deleted;
    do {
      deleted = users.forget(before, PART);
      total += deleted;
    } while (deleted == PART);
    if (total > 0) {
      Log.infof("%s former users were deleted at the end of their retention", total);
    }
  }
}
