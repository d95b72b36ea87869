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

/** The durable record of what was refused, to whom, when and why. */
@ApplicationScoped
public class Audit {

  private static final int ROWS_PER_UNIT = 1000;

  private final Writes writes;
  private final AuditConfig config;
  private final Clock clock;
  private final AnonymousBudget budget;

  Audit(Writes writes, AuditConfig config, Clock clock) {
    this.writes = writes;
    this.config = config;
    this.clock = clock;
    this.budget = new AnonymousBudget(config.anonymousPerMinute());
  }

  /** Writes an entry in a unit of its own. */
  public void write(AuditEntry entry) {
    var requestId = RequestIds.current();
    writes.sql(
        connection -> {
          insert(connection, entry, requestId);
          return entry;
        });
    log(entry);
  }

  /**
   * Writes an entry that a caller without credentials caused, unless too many have come already.
   */
  public void writeAnonymous(AuditEntry entry) {
    var spent = budget.spend(clock.millis());
    if (spent.suppressedBefore() > 0) {
      write(
          new AuditEntry(
              AuditEntry.BROWSER, "audit.suppressed", null, "entries:" + spent.suppressedBefore()));
    }
    if (spent.allowed()) {
      write(entry);
    }
  }

  /**
   * Writes an entry as part of a unit, so that it is committed with what it tells about. Called on
   * the writer's thread; {@code requestId} is the one of the thread that asked for the unit.
   */
  public void insert(Connection connection, AuditEntry entry, @Nullable String requestId)
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

  /** Drops entries that were kept long enough. */
  @Scheduled(
      identity = "drop-old-audit-entries",
      every = "1h",
      concurrentExecution = ConcurrentExecution.SKIP)
  void dropOld() {
    var before = clock.instant().minus(config.keep()).toEpochMilli();
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
