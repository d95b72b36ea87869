package io.dinggate.local.message;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Says {@code unknown} of messages whose call to the cloud nobody waits for any more: after a crash
 * at the next start, and when the outcome could not be stored a while later. An outcome that still
 * comes, from another replica for example, is recorded all the same.
 */
@ApplicationScoped
class InterruptedMessages {

  private static final String MARK =
      """
      update message set state = 'UNKNOWN', changed_at = ?
      where state = 'SENDING' and changed_at <= ? returning id
      """;

  private static final String MARK_RECIPIENTS =
      """
      update message_recipient set state = 'UNKNOWN', reason = ?, detail = ?
      where message = any(?) and state = 'SENDING'
      """;

  private final Jdbc jdbc;
  private final MessageConfig config;
  private final Clock clock;

  InterruptedMessages(Jdbc jdbc, MessageConfig config, Clock clock) {
    this.jdbc = jdbc;
    this.config = config;
    this.clock = clock;
  }

  @Transactional
  void atStart(@Observes StartupEvent event) {
    markAllUntil(clock.instant());
  }

  @Transactional
  @Scheduled(every = "30s", delayed = "30s")
  void later() {
    markAllUntil(clock.instant().minus(config.sendingAtMost()));
  }

  private void markAllUntil(Instant latest) {
    var ids = jdbc.run(MARK, statement -> mark(statement, latest));
    if (ids.isEmpty()) {
      return;
    }
    jdbc.update(
        MARK_RECIPIENTS,
        statement -> {
          statement.setString(1, Delivery.INTERRUPTED);
          statement.setString(2, "The local-service stopped before the answer came.");
          statement.setArray(3, statement.getConnection().createArrayOf("uuid", ids.toArray()));
        });
    Log.infof("%s messages were interrupted and are unknown now", ids.size());
  }

  private List<UUID> mark(PreparedStatement statement, Instant latest) throws SQLException {
    statement.setObject(1, MessageRows.timestamp(clock.instant()));
    statement.setObject(2, MessageRows.timestamp(latest));
    var ids = new ArrayList<UUID>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }
}
