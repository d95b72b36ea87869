package io.dinggate.local.binding;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes lines of the audit when their time is over. */
@ApplicationScoped
class ForgottenAudit {

  // in small parts, so that nobody waits long for a lock
  private static final int PART = 1000;

  private final BindingAudit audit;
  private final BindingConfig config;
  private final Clock clock;

  ForgottenAudit(BindingAudit audit, BindingConfig config, Clock clock) {
    this.audit = audit;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "6h", delayed = "20m")
  void forget() {
    var before = clock.instant().minus(config.auditRetention());
    var total = 0;
    int deleted;
    do {
      deleted = audit.forget(before, PART);
      total += deleted;
    } while (deleted == PART);
    if (total > 0) {
      Log.infof(
          "%s lines of the audit of bindings were deleted at the end of their retention", total);
    }
  }
}
