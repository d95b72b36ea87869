package io.dinggate.cloud.event;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.Audit;
import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.web.RequestIds;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that the cloud could not handle, until they are handled or forgotten. */
@Singleton
final class ParkedEvents {

  static final String SELECT =
      """
      select id, identity, app, corp, biz_type, type, happened_at, received_at, reason from event
      where state = 'PARKED' and id > ? order by id limit ?""";

  private static final String RETRY =
      """
      update event set state = 'WAITING', reason = null, attempts = 0, due_at = ?
      where identity = ? and state = 'PARKED'""";

  private final Reads reads;
  private final Writes writes;
  private final EventWorker worker;
  private final Audit audit;
  private final Clock clock;

  ParkedEvents(Reads reads, Writes writes, EventWorker worker, Audit audit, Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.worker = worker;
    this.audit = audit;
    this.clock = clock;
  }

  /** An event by its place in the order of arrival. */
  private record Placed(long place, ParkedEvent event) {}

  /** Those after that place in the order of arrival. */
  ParkedEventsPage page(long after, int limit) {
    var found = reads.query(connection -> read(connection, after, limit + 1));
    var items = found.subList(0, Math.min(limit, found.size()));
    return new ParkedEventsPage(
        items.stream().map(Placed::event).toList(),
        found.size() > limit ? Long.toString(items.getLast().place()) : null);
  }

  /**
   * Has an event handled once more, soon and before the later ones of its corp.
   *
   * @param actor who wants it, as the audit names it
   * @throws ApiException {@code NOT_FOUND} when no event of that id is parked
   */
  void retry(String id, String actor) {
    var entry = new AuditEntry(actor, "event.retry", id, "waiting");
    var requestId = RequestIds.current();
    if (!writes.<Boolean>sql(connection -> retry(connection, id, entry, requestId))) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No event of that id is parked.");
    }
    audit.logChange(entry);
    worker.wake();
  }

  private boolean retry(
      Connection connection, String id, AuditEntry entry, @Nullable String requestId)
      throws SQLException {
    try (var update = connection.prepareStatement(RETRY)) {
      update.setTimestamp(1, Timestamp.from(clock.instant()));
      update.setString(2, id);
      if (update.executeUpdate() == 0) {
        return false;
      }
    }
    audit.insertChange(connection, entry, requestId);
    return true;
  }

  private static List<Placed> read(Connection connection, long after, int limit)
      throws SQLException {
    try (var select = connection.prepareStatement(SELECT)) {
      select.setLong(1, after);
      select.setInt(2, limit);
      try (var rows = select.executeQuery()) {
        var found = new ArrayList<Placed>();
        while (rows.next()) {
          found.add(new Placed(rows.getLong("id"), event(rows)));
        }
        return found;
      }
    }
  }

  private static ParkedEvent event(ResultSet row) throws SQLException {
    var number = row.getInt("biz_type");
    var bizType = row.wasNull() ? null : number;
    var corp = row.getString("corp");
    return new ParkedEvent(
        row.getString("identity"),
        row.getString("app"),
        corp.isEmpty() ? null : corp,
        bizType,
        row.getString("type"),
        row.getTimestamp("happened_at").toInstant(),
        row.getTimestamp("received_at").toInstant(),
        row.getString("reason"));
  }
}
