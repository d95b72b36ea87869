package io.dinggate.local.webhook;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.local.platform.Jdbc.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries, as PostgreSQL has them. One that is claimed is not due until its lease ends, so
 * that nobody else tries it meanwhile; the number of the attempt tells whether a lease still holds.
 */
@ApplicationScoped
class DeliveryTable {

  private static final String ADD =
      """
      insert into webhook_delivery
        (id, client, event_id, type, data, state, created_at, give_up_at, due_at)
      values (?, ?, ?, ?, ?, 'WAITING', ?, ?, ?)
      on conflict (client, event_id) do nothing
      """;

  private static final String CLAIM =
      """
      update webhook_delivery set attempts = attempts + 1, due_at = ?
      where id in (
        select id from webhook_delivery
        where client = ? and state = 'WAITING' and due_at <= ?
        order by due_at, id limit ? for update skip locked)
      returning id, event_id, type, data, created_at, give_up_at, attempts
      """;

  /** Whoever comes late with it is right, too. */
  private static final String DELIVERED =
      """
      update webhook_delivery set state = 'DELIVERED', settled_at = ?, reason = null
      where id = ? and state <> 'DELIVERED'
      """;

  private static final String RETRY =
      """
      update webhook_delivery set due_at = ?, reason = ?
      where id = ? and state = 'WAITING' and attempts = ?
      """;

  private static final String DIE =
      """
      update webhook_delivery set state = 'DEAD', settled_at = ?, reason = ?
      where id = ? and state = 'WAITING' and attempts = ?
      """;

  /** Also those that nobody tries: their client has no address any more. */
  private static final String GIVE_UP =
      """
      update webhook_delivery set state = 'DEAD', settled_at = ?, reason = coalesce(reason, ?)
      where state = 'WAITING' and give_up_at < ? and due_at < ?
      """;

  private static final String REVIVE =
      """
      update webhook_delivery
      set state = 'WAITING', settled_at = null, attempts = 0, due_at = ?, give_up_at = ?
      where id = ? and state <> 'DELIVERED'
      """;

  private static final String DISCARD =
      "delete from webhook_delivery where id = ? and state <> 'DELIVERED'";

  // in small parts, so that nobody waits long for a lock
  private static final String FORGET =
      """
      delete from webhook_delivery where id in (
        select id from webhook_delivery where state = ? and state <> 'WAITING' and settled_at < ?
        order by settled_at limit ?)
      """;

  private static final String VIEW =
      """
      select id, client, event_id, type, state, attempts, reason, created_at, due_at, settled_at
      from webhook_delivery where
      """;

  private final Jdbc jdbc;
  private final Clock clock;

  DeliveryTable(Jdbc jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Stores a new delivery; does nothing when the client has one of that event. */
  void add(
      UUID id, String client, String eventId, String type, String sealedData, Duration patience) {
    var now = clock.instant();
    jdbc.update(
        ADD,
        statement -> {
          statement.setObject(1, id);
          statement.setString(2, client);
          statement.setString(3, eventId);
          statement.setString(4, type);
          statement.setString(5, sealedData);
          statement.setObject(6, timestamp(now));
          statement.setObject(7, timestamp(now.plus(patience)));
          statement.setObject(8, timestamp(now));
        });
  }

  /** Begins an attempt at some of a client's deliveries that are due, oldest first. */
  List<Delivery> claim(String client, int limit, Duration lease) {
    var now = clock.instant();
    return jdbc.run(
        CLAIM,
        statement -> {
          statement.setObject(1, timestamp(now.plus(lease)));
          statement.setString(2, client);
          statement.setObject(3, timestamp(now));
          statement.setInt(4, limit);
          var claimed = new ArrayList<Delivery>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              claimed.add(delivery(row));
            }
          }
          return claimed;
        });
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("data"),
        instant(row, "created_at"),
        instant(row, "give_up_at"),
        row.getInt("attempts"));
  }

  /** It has arrived. */
  void delivered(Delivery delivery) {
    update(
        DELIVERED,
        statement -> {
          statement.setObject(1, timestamp(clock.instant()));
          statement.setObject(2, delivery.id());
        });
  }

  /** It is to be tried again then. */
  void retry(Delivery delivery, Instant dueAt, String reason) {
    update(
        RETRY,
        statement -> {
          statement.setObject(1, timestamp(dueAt));
          statement.setString(2, reason);
          statement.setObject(3, delivery.id());
          statement.setInt(4, delivery.attempt());
        });
  }

  /** It is given up. */
  void die(Delivery delivery, String reason) {
    update(
        DIE,
        statement -> {
          statement.setObject(1, timestamp(clock.instant()));
          statement.setString(2, reason);
          statement.setObject(3, delivery.id());
          statement.setInt(4, delivery.attempt());
        });
  }

  /** Gives up those whose time is over. */
  int giveUp(String reason) {
    var now = timestamp(clock.instant());
    return update(
        GIVE_UP,
        statement -> {
          statement.setObject(1, now);
          statement.setString(2, reason);
          statement.setObject(3, now);
          statement.setObject(4, now);
        });
  }

  /** Has one that has not arrived tried anew; false when there is none. */
  boolean revive(UUID id, Duration patience) {
    var now = clock.instant();
    return update(
            REVIVE,
            statement -> {
              statement.setObject(1, timestamp(now));
              statement.setObject(2, timestamp(now.plus(patience)));
              statement.setObject(3, id);
            })
        > 0;
  }

  /** Deletes one that has not arrived; false when there is none. */
  boolean discard(UUID id) {
    return update(DISCARD, statement -> statement.setObject(1, id)) > 0;
  }

  /** Deletes settled ones; answers how many, {@code limit} at most. */
  int forget(WebhookState state, Instant settledBefore, int limit) {
    return update(
        FORGET,
        statement -> {
          statement.setString(1, state.name());
          statement.setObject(2, timestamp(settledBefore));
          statement.setInt(3, limit);
        });
  }

  /** How many are in a state. */
  long count(WebhookState state) {
    return jdbc.run(
        "select count(*) from webhook_delivery where state = '" + state.name() + "'",
        statement -> {
          try (var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /** One; an empty list when there is none. */
  List<DeliveryView> find(UUID id) {
    return views(" id = ?", statement -> statement.setObject(1, id));
  }

  /**
   * Some, newest first.
   *
   * @param state only those in that state; null for all
   * @param before only those that are older than this one; null for all
   */
  List<DeliveryView> list(@Nullable WebhookState state, @Nullable UUID before, int limit) {
    // the state stands in the text, where the plan sees the index that is made for it
    var where =
        (state == null ? " true" : " state = '" + state.name() + "'")
            + (before == null ? "" : " and id < ?")
            + " order by id desc limit ?";
    return views(
        where,
        statement -> {
          var index = 0;
          if (before != null) {
            statement.setObject(++index, before);
          }
          statement.setInt(++index, limit);
        });
  }

  private List<DeliveryView> views(String where, Parameters parameters) {
    return jdbc.run(
        VIEW + where,
        statement -> {
          parameters.into(statement);
          return views(statement);
        });
  }

  private static List<DeliveryView> views(PreparedStatement statement) throws SQLException {
    var views = new ArrayList<DeliveryView>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        var state = WebhookState.valueOf(row.getString("state"));
        var settledAt = row.getObject("settled_at", OffsetDateTime.class);
        views.add(
            new DeliveryView(
                row.getObject("id", UUID.class),
                row.getString("client"),
                row.getString("event_id"),
                row.getString("type"),
                state,
                row.getInt("attempts"),
                row.getString("reason"),
                instant(row, "created_at"),
                state == WebhookState.WAITING ? instant(row, "due_at") : null,
                settledAt == null ? null : settledAt.toInstant()));
      }
    }
    return views;
  }

  private int update(String sql, Parameters parameters) {
    return jdbc.update(sql, parameters);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
