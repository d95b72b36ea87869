package io.dinggate.local.message;

import io.dinggate.local.platform.Jdbc;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes messages, and with them what their ids stand for, when their time is over. */
@ApplicationScoped
class ForgottenMessages {

  // in small parts, so that nobody waits long for a lock
  private static final String DELETE =
      """
      delete from message where id in
        (select id from message where accepted_at < ? order by id limit 1000)
      """;

  private final Jdbc jdbc;
  private final MessageConfig config;
  private final Clock clock;

  ForgottenMessages(Jdbc jdbc, MessageConfig config, Clock clock) {
    this.jdbc = jdbc;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "5m")
  void forget() {
    var before = MessageRows.timestamp(clock.instant().minus(config.retention()));
    var total = 0;
    int deleted;
    do {
      deleted = jdbc.update(DELETE, statement -> statement.setObject(1, before));
      total += deleted;
    } while (deleted == 1000);
    if (total > 0) {
      Log.infof("%s messages were deleted at the end of their retention", total);
    }
  }
}
