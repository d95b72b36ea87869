package io.dinggate.local.message;

import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is taken out of the {@link Outbox}, each by one claim, until it is settled or put back. Any
 * number of processes take, each what nobody else has; what a process took and did not bring to an
 * end is free again when its lease ends, or somebody ends them all.
 */
@ApplicationScoped
class OutboxClaims {

  // the lock is held for this statement only: the claim and the lease are what lasts
  private static final String CLAIM =
      """
      with due as (
        select o.message, o.kind, o.maybe_sent,
               exists (select 1 from message_outbox w
                       where w.message = o.message and w.kind in ('cancel', 'recall')) as unwanted
        from message_outbox o
        where o.urgent = ? and o.due_at <= ? and not o.dead
          and (o.kind = 'send' or not exists (
            select 1 from message_outbox s where s.message = o.message and s.kind = 'send'))
        order by o.due_at limit ?
        for update of o skip locked)
      update message_outbox o
      set claim = ?, due_at = ?, attempts = o.attempts + 1, maybe_sent = true
      from due where o.message = due.message and o.kind = due.kind
      returning o.message, o.kind, o.attempts, o.not_after, o.give_up_at, due.maybe_sent,
                due.unwanted, o.problem
      """;

  private static final String RELEASE =
      """
      update message_outbox o
      set due_at = p.due_at, maybe_sent = p.maybe_sent, problem = ?, claim = null
      from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::boolean[])
        as p (message, kind, due_at, maybe_sent)
      where o.message = p.message and o.kind = p.kind and o.claim = ?
      """;

  // what somebody settles at this moment is not waited for, and not put back
  private static final String FREE_ALL =
      """
      update message_outbox o set due_at = ?, claim = null
      from (select message, kind from message_outbox where claim is not null
            for update skip locked) as c
      where o.message = c.message and o.kind = c.kind
      """;

  private static final String TAKE =
      "delete from message_outbox where message = ? and kind = ? and claim = ?";

  // several at once, and nothing is locked that others wait for with a lock in hand
  private static final String FORWARDED =
      """
      with gone as (
        delete from message_outbox
        where message = any(?) and kind = 'send' and claim = ? returning message)
      insert into message_history (message, at, what)
      select message, ?, 'FORWARDED' from gone
      """;

  private static final String BURY =
      """
      update message_outbox set dead = true, claim = null, problem = ?
      where message = ? and kind = ? and claim = ?
      """;

  private final Jdbc jdbc;
  private final MessageConfig config;
  private final Clock clock;

  OutboxClaims(Jdbc jdbc, MessageConfig config, Clock clock) {
    this.jdbc = jdbc;
    this.config = config;
    this.clock = clock;
  }

  /** Takes what is due, at most {@code limit}: the urgent first, and each part the oldest first. */
  List<Parcel> claim(int limit) {
    var claim = Ids.uuidV7();
    var parcels = new ArrayList<>(claim(claim, true, limit));
    if (parcels.size() < limit) {
      parcels.addAll(claim(claim, false, limit - parcels.size()));
    }
    return parcels;
  }

  private List<Parcel> claim(UUID claim, boolean urgent, int limit) {
    var now = clock.instant();
    var leaseEnd = now.plus(config.forward().lease());
    return jdbc.run(
        CLAIM,
        statement -> {
          statement.setBoolean(1, urgent);
          statement.setObject(2, MessageRows.timestamp(now));
          statement.setInt(3, limit);
          statement.setObject(4, claim);
          statement.setObject(5, MessageRows.timestamp(leaseEnd));
          return parcels(statement, claim, leaseEnd);
        });
  }

  /** Ends every lease; answers how many. What is free again may have reached the cloud. */
  int freeAll() {
    return jdbc.update(
        FREE_ALL, statement -> statement.setObject(1, MessageRows.timestamp(clock.instant())));
  }

  /**
   * Puts parcels of one claim back.
   *
   * @param after how long each one has to wait
   * @param maybeSent whether this attempt may have reached the cloud
   * @param problem why, as a stable word
   */
  void release(List<Parcel> parcels, Delay after, boolean maybeSent, String problem) {
    if (parcels.isEmpty()) {
      return;
    }
    var now = clock.instant();
    jdbc.update(
        RELEASE,
        statement -> {
          statement.setString(1, problem);
          statement.setArray(
              2, MessageRows.uuids(statement, parcels.stream().map(Parcel::message).toList()));
          statement.setArray(3, MessageRows.texts(statement, parcels, p -> p.kind().stored()));
          statement.setArray(
              4,
              statement
                  .getConnection()
                  .createArrayOf(
                      "timestamptz",
                      parcels.stream()
                          .map(p -> MessageRows.timestamp(now.plus(after.of(p))).toString())
                          .toArray()));
          statement.setArray(
              5,
              statement
                  .getConnection()
                  .createArrayOf(
                      "boolean", parcels.stream().map(p -> maybeSent || p.maybeSent()).toArray()));
          statement.setObject(6, parcels.getFirst().claim());
        });
  }

  /** How long a parcel has to wait. */
  interface Delay {
    Duration of(Parcel parcel);
  }

  /** Takes the parcel out for good; false when another claim has taken over, or it is gone. */
  boolean take(Parcel parcel) {
    return jdbc.update(TAKE, statement -> identify(statement, 1, parcel)) > 0;
  }

  /**
   * Takes messages out that the cloud has now, and notes so; all of one claim. Answers how many
   * were still the claim's.
   */
  int forwarded(List<Parcel> parcels) {
    if (parcels.isEmpty()) {
      return 0;
    }
    return jdbc.update(
        FORWARDED,
        statement -> {
          statement.setArray(
              1, MessageRows.uuids(statement, parcels.stream().map(Parcel::message).toList()));
          statement.setObject(2, parcels.getFirst().claim());
          statement.setObject(3, MessageRows.timestamp(clock.instant()));
        });
  }

  /** Lets the parcel wait for an operator; false when it is not the claim's any more. */
  boolean bury(Parcel parcel, String problem) {
    return jdbc.update(
            BURY,
            statement -> {
              statement.setString(1, problem);
              identify(statement, 2, parcel);
            })
        > 0;
  }

  private static void identify(PreparedStatement statement, int first, Parcel parcel)
      throws SQLException {
    statement.setObject(first, parcel.message());
    statement.setString(first + 1, parcel.kind().stored());
    statement.setObject(first + 2, parcel.claim());
  }

  private static List<Parcel> parcels(PreparedStatement statement, UUID claim, Instant leaseEnd)
      throws SQLException {
    var parcels = new ArrayList<Parcel>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        parcels.add(parcel(row, claim, leaseEnd));
      }
    }
    return parcels;
  }

  private static Parcel parcel(ResultSet row, UUID claim, Instant leaseEnd) throws SQLException {
    return new Parcel(
        row.getObject("message", UUID.class),
        Kind.ofStored(row.getString("kind")),
        claim,
        row.getInt("attempts"),
        leaseEnd,
        MessageRows.instantOrNull(row, "not_after"),
        MessageRows.instant(row, "give_up_at"),
        row.getBoolean("maybe_sent"),
        row.getBoolean("unwanted"),
        ErrorCode.INTERNAL.wire().equals(row.getString("problem")));
  }
}
