package io.dinggate.cloud.message;

import io.dinggate.cloud.platform.Writes;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets messages that were accepted long enough ago. */
@ApplicationScoped
class MessageCleanup {

  private static final int MESSAGES_PER_UNIT = 50;

  private final Writes writes;
  private final MessageConfig config;
  private final Clock clock;

  MessageCleanup(Writes writes, MessageConfig config, Clock clock) {
    this.writes = writes;
    this.config = config;
    this.clock = clock;
  }

  /** Small units, so that no other write waits long. */
  @Scheduled(
      identity = "forget-messages",
      every = "1h",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    var before = clock.instant().minus(config.retention());
    var deleted = MESSAGES_PER_UNIT;
    while (deleted == MESSAGES_PER_UNIT) {
      deleted =
          writes.sql(
              connection ->
                  MessageTables.deleteAcceptedBefore(connection, before, MESSAGES_PER_UNIT));
    }
  }
}
