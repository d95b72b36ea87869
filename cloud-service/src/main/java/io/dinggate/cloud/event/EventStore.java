package io.dinggate.cloud.event;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.SqlUnit;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.AppId;
import io.dinggate.model.SiteId;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.Sealer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events on the disk, sealed, each identity once. */
@Singleton
final class EventStore {

  private static final String INSERT =
      """
      insert into event
        (identity, app, corp, type, biz_type, happened_at, received_at, content, state, reason,
         due_at, subject)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (identity) do nothing""";

  /**
   * The oldest of each corp, if it is due: nothing overtakes an event of the same corp. Looks at
   * those that wait only, by their index: the others are kept for long and are many.
   */
  static final String DUE =
      """
      select id, identity, app, biz_type, type, happened_at, content, attempts from event
      where id in (select min(id) from event where state = 'WAITING' group by app, corp)
        and due_at <= ?
      order by id limit ?""";

  private static final String SETTLE = "update event set state = ?, reason = ? where id = ?";

  private static final String PUT_OFF =
      "update event set attempts = attempts + 1, due_at = ?, reason = ? where id = ?";

  private static final String PURGE =
      """
      delete from event where id in (
        select id from event where received_at < ? and state <> 'WAITING'
          and not exists (select 1 from feed_entry where payload = event.identity)
        order by received_at limit ?)""";

  private static final String STALE = "update event set stale = 1 where identity = ?";

  private final Writes writes;
  private final Reads reads;
  private final Sealer sealer;
  private final IndexKey indexKey;
  private final EventRelay relay;

  EventStore(Writes writes, Reads reads, Sealer sealer, IndexKey indexKey, EventRelay relay) {
    this.writes = writes;
    this.reads = reads;
    this.sealer = sealer;
    this.indexKey = indexKey;
    this.relay = relay;
  }

  /**
   * Stores the events of one push, and what sites are told of them, all or none; committed when
   * this returns.
   *
   * @return how many of them were not known
   */
  int store(App app, List<ReceivedEvent> events, Instant receivedAt) {
    return store(app, events, receivedAt, writes::sql);
  }

  /** As {@link #store} for what DingTalk has forgotten by now: however busy the database is. */
  int storePulled(App app, List<ReceivedEvent> events, Instant receivedAt) {
    return store(app, events, receivedAt, writes::followUp);
  }

  private int store(
      App app,
      List<ReceivedEvent> events,
      Instant receivedAt,
      Function<SqlUnit<List<Row>>, List<Row>> commit) {
    var rows = events.stream().map(event -> row(app, event)).toList();
    var fresh = commit.apply(connection -> insert(connection, app.id(), rows, receivedAt));
    relay.wake(fresh.stream().flatMap(row -> row.sites().stream()).collect(Collectors.toSet()));
    return fresh.size();
  }

  private Row row(App app, ReceivedEvent event) {
    var identity = indexKey.of("event.identity", app.id() + "\n" + event.identity());
    var subject = event.subject();
    var sites =
        EventKind.of(app.kind(), event.bizType(), event.type()) == EventKind.SUITE_TICKET
            ? List.<SiteId>of()
            : relay.sites(app.id(), event.corp());
    return new Row(
        identity,
        event,
        sealer.seal(context(identity), event.content()),
        subject == null ? null : sealer.seal(subjectContext(identity), subject),
        subject == null ? null : subjectKey(app, event, subject),
        state(app, event),
        sites);
  }

  private String subjectKey(App app, ReceivedEvent event, String subject) {
    return indexKey.of(
        "event.subject",
        String.join(
            "\n", app.id().value(), event.corp(), String.valueOf(event.bizType()), subject));
  }

  private static EventState state(App app, ReceivedEvent event) {
    if (event.fault() != null) {
      return EventState.PARKED;
    }
    return switch (EventKind.of(app.kind(), event.bizType(), event.type())) {
      case OTHER -> EventState.KEPT;
      case SUITE_TICKET,
          AUTHORISED,
          TEMPORARY_CODE,
          CHANGED,
          STOPPED,
          RESTORED,
          REMOVED,
          RELIEVED ->
          EventState.WAITING;
    };
  }

  /** Answers those that were not known. */
  private List<Row> insert(Connection connection, AppId app, List<Row> rows, Instant receivedAt)
      throws SQLException {
    var fresh = new ArrayList<Row>();
    try (var statement = connection.prepareStatement(INSERT)) {
      for (var row : rows) {
        var event = row.event();
        statement.setString(1, row.identity());
        statement.setString(2, app.value());
        statement.setString(3, event.corp());
        statement.setString(4, event.type());
        statement.setObject(5, event.bizType(), Types.INTEGER);
        statement.setTimestamp(6, Timestamp.from(event.happenedAt()));
        statement.setTimestamp(7, Timestamp.from(receivedAt));
        statement.setString(8, row.sealed());
        statement.setString(9, row.state().name());
        statement.setString(10, event.fault());
        statement.setTimestamp(11, Timestamp.from(receivedAt));
        statement.setString(12, row.sealedSubject());
        if (statement.executeUpdate() == 1) {
          fresh.add(row);
        }
      }
    }
    for (var row : fresh) {
      markIfStale(connection, row);
      relay.append(connection, row.sites(), row.identity(), row.event().content().length());
    }
    return fresh;
  }

  private static void markIfStale(Connection connection, Row row) throws SQLException {
    var subject = row.subject();
    if (subject == null
        || EventSubjects.advance(connection, subject, row.event().happenedAt(), row.identity())) {
      return;
    }
    try (var update = connection.prepareStatement(STALE)) {
      update.setString(1, row.identity());
      update.executeUpdate();
    }
  }

  /** What is to be handled next: at most one event of each corp, oldest first. */
  List<StoredEvent> due(Instant now, int limit) {
    return reads.query(
        connection -> {
          try (var statement = connection.prepareStatement(DUE)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
              var due = new ArrayList<StoredEvent>();
              while (rows.next()) {
                due.add(event(rows));
              }
              return due;
            }
          }
        });
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    var number = row.getInt("biz_type");
    var bizType = row.wasNull() ? null : number;
    return new StoredEvent(
        row.getLong("id"),
        row.getString("identity"),
        new AppId(row.getString("app")),
        bizType,
        row.getString("type"),
        row.getTimestamp("happened_at").toInstant(),
        row.getString("content"),
        row.getInt("attempts"));
  }

  /** The JSON that the event came as. */
  String content(StoredEvent event) {
    return sealer.open(context(event.identity()), event.sealed());
  }

  /** Ends the handling of an event. */
  void settle(StoredEvent event, EventState state, @Nullable String reason) {
    update(
        SETTLE,
        statement -> {
          statement.setString(1, state.name());
          statement.setString(2, reason);
          statement.setLong(3, event.id());
        });
  }

  /** Counts a failed attempt; the event, and the later ones of its corp, wait. */
  void putOff(StoredEvent event, Instant dueAt, String reason) {
    update(
        PUT_OFF,
        statement -> {
          statement.setTimestamp(1, Timestamp.from(dueAt));
          statement.setString(2, reason);
          statement.setLong(3, event.id());
        });
  }

  /**
   * Removes handled events that arrived before that.
   *
   * @return how many, at most {@code limit}
   */
  int purge(Instant before, int limit) {
    return update(
        PURGE,
        statement -> {
          statement.setTimestamp(1, Timestamp.from(before));
          statement.setInt(2, limit);
        });
  }

  private int update(String sql, Parameters parameters) {
    return writes.sql(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            return statement.executeUpdate();
          }
        });
  }

  /** Forgets the versions of what nothing has come about since then. */
  int forgetSubjects(Instant before, int limit) {
    return writes.sql(connection -> EventSubjects.forget(connection, before, limit));
  }

  static String context(String identity) {
    return "event.content:" + identity;
  }

  static String subjectContext(String identity) {
    return "event.subject:" + identity;
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /**
   * An event to be stored.
   *
   * @param subject what it is found by as one about the same; null when it names nothing
   */
  private record Row(
      String identity,
      ReceivedEvent event,
      String sealed,
      @Nullable String sealedSubject,
      @Nullable String subject,
      EventState state,
      List<SiteId> sites) {}
}
