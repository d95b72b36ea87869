package io.dinggate.cloud.site;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.platform.web.RequestIds;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of what was refused, to whom, when and why, and of what operators have
 * changed. Of each kind of refusal only so many a minute are kept, and the number of the others:
 * anybody on the internet can cause them.
 */
@ApplicationScoped
public class Audit {

  private static final int ROWS_PER_UNIT = 1000;

  private final Writes writes;
  private final AuditConfig config;
  private final Clock clock;
  private final AuditBudget budget;

  Audit(Writes writes, AuditConfig config, Clock clock) {
    this.writes = writes;
    this.config = config;
    this.clock = clock;
    this.budget = new AuditBudget(config.entriesPerMinute());
  }

  /** Writes an entry in a unit of its own. */
  public void write(AuditEntry entry) {
    var due = budget.due(entry, clock.millis());
    if (due.isEmpty()) {
      return;
    }
    var requestId = RequestIds.current();
    writes.sql(
        connection -> {
          for (var row : due) {
            insertRow(connection, row, requestId);
          }
          return due;
        });
    log(entry);
  }

  /**
   * Writes an entry as part of a unit, so that it is committed with what it tells about. Called on
   * the writer's thread; {@code requestId} is the one of the thread that asked for the unit.
   */
  public void insert(Connection connection, AuditEntry entry, @Nullable String requestId)
      throws SQLException {
    for (var row : budget.due(entry, clock.millis())) {
      insertRow(connection, row, requestId);
    }
  }

  /** Writes what an operator changes as part of the unit that changes it; every one is kept. */
  public void insertChange(Connection connection, AuditEntry entry, @Nullable String requestId)
      throws SQLException {
    insertRow(connection, entry, requestId);
  }

  private void insertRow(Connection connection, AuditEntry entry, @Nullable String requestId)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into audit_entry (at, actor, action, subject, reason, request_id)"
                + " values (?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, clock.millis());
      insert.setString(2, entry.actor());
      insert.setString(3, entry.action());
      insert.setString(4, entry.subject());
      insert.setString(5, entry.reason());
      insert.setString(6, requestId);
      insert.executeUpdate();
    }
  }

  /** Tells the log what {@link #insert} has recorded. */
  public void log(AuditEntry entry) {
    Log.infof(
        "refused %s to %s: %s (%s)",
        entry.action(),
        entry.actor(),
        entry.reason(),
        entry.subject() == null ? "unknown" : entry.subject());
  }

  /** Tells the log what {@link #insertChange} has recorded. */
  public void logChange(AuditEntry entry) {
    Log.infof(
        "%s by %s: %s (%s)",
        entry.action(),
        entry.actor(),
        entry.reason(),
        entry.subject() == null ? "everything" : entry.subject());
  }

  /** Drops entries that were kept long enough. */
  @Scheduled(
      identity = "drop-old-audit-entries",
      every = "1h",
      concurrentExecution = ConcurrentExecution.SKIP)
  void dropOld() {
    var before = clock.instant().minus(config.retention()).toEpochMilli();
    var dropped = ROWS_PER_UNIT;
    while (dropped == ROWS_PER_UNIT) {
      dropped =
          writes.sql(
              connection -> {
                try (var delete =
                    connection.prepareStatement(
                        "delete from audit_entry where id in"
                            + " (select id from audit_entry where at < ? order by at limit ?)")) {
                  delete.setLong(1, before);
                  delete.setInt(2, ROWS_PER_UNIT);
                  return delete.executeUpdate();
                }
              });
    }
  }
}
