package io.dinggate.local.message;

import io.dinggate.local.message.Happening.What;
import io.dinggate.local.platform.Jdbc;
import io.dinggate.local.webhook.Webhooks;
import io.dinggate.model.message.DeliveryState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what becomes of a message: its recipients, its own row, its history and the news of
 * it, all in the transaction of the caller, who has locked the message.
 */
@ApplicationScoped
class MessageLedger {

  private static final String PUT_RECIPIENTS =
      """
      insert into message_recipient (message, %s)
      select ?::uuid, row.*
      from unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                  ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[]) as row
      on conflict (message, position) do update set
        state = excluded.state, reason = excluded.reason, detail = excluded.detail,
        task_id = excluded.task_id, people = excluded.people, version = excluded.version
      """
          .formatted(MessageRows.DELIVERY);

  private static final String SET_MESSAGE =
      """
      update message set state = ?, closed = ?, total = ?, counts = ?, version = ?, revision = ?,
        changed_at = ?, noted = ?, cancel_requested_at = ?, recall_requested_at = ?
      where id = ?
      """;

  private final Jdbc jdbc;
  private final MessageHistory history;
  private final Webhooks webhooks;
  private final Clock clock;

  MessageLedger(Jdbc jdbc, MessageHistory history, Webhooks webhooks, Clock clock) {
    this.jdbc = jdbc;
    this.history = history;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  /** The time that is written down. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Writes it down, and answers the message as it stands now. */
  Message record(Message message, Change change) {
    var at = now();
    var news = changed(change.before(), change.after());
    if (!news.isEmpty()) {
      jdbc.update(PUT_RECIPIENTS, statement -> fill(statement, message.id(), news));
    }
    var lines = new ArrayList<>(change.notes());
    lines.addAll(countedBy(at, change.before(), change.after()));
    if (change.closed() && !message.closed()) {
      lines.add(Happening.of(at, What.CLOSED));
    }
    var noted = message.noted() + history.add(message.id(), message.noted(), lines);
    var after =
        new Message(
            message.id(),
            message.key(),
            message.hash(),
            message.content(),
            message.app(),
            message.options(),
            message.acceptedAt(),
            at,
            change.version(),
            message.revision() + 1,
            change.closed(),
            message.counts().changed(change.before(), change.after()),
            wanted(What.CANCEL_REQUESTED, change, message.cancelRequestedAt()),
            wanted(What.RECALL_REQUESTED, change, message.recallRequestedAt()),
            noted);
    jdbc.update(SET_MESSAGE, statement -> fill(statement, after));
    webhooks.announce(
        after.key().owner(),
        after.id() + "-" + after.revision(),
        "message.changed",
        MessageJson.write(MessageNews.of(after)));
    return after;
  }

  private static List<Delivery> changed(List<Delivery> before, List<Delivery> after) {
    var known = byPosition(before);
    return after.stream().filter(now -> !now.equals(known.get(now.position()))).toList();
  }

  /** One line for each state that recipients have come to. */
  private static List<Happening> countedBy(
      Instant at, List<Delivery> before, List<Delivery> after) {
    var known = byPosition(before);
    Map<DeliveryState, Integer> counts = new EnumMap<>(DeliveryState.class);
    for (var now : after) {
      var then = known.get(now.position());
      if (now.counts() && (then == null || then.state() != now.state())) {
        counts.merge(now.state(), 1, Math::addExact);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> Happening.changed(at, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Map<Integer, Delivery> byPosition(List<Delivery> deliveries) {
    var byPosition = new HashMap<Integer, Delivery>();
    deliveries.forEach(delivery -> byPosition.put(delivery.position(), delivery));
    return byPosition;
  }

  private static @Nullable Instant wanted(What what, Change change, @Nullable Instant before) {
    return change.notes().stream()
        .filter(note -> note.what() == what)
        .map(Happening::at)
        .findFirst()
        .orElse(before);
  }

  private static void fill(PreparedStatement statement, UUID message, List<Delivery> deliveries)
      throws SQLException {
    statement.setObject(1, message);
    MessageRows.setDeliveries(statement, 2, deliveries);
  }

  private static void fill(PreparedStatement statement, Message message) throws SQLException {
    statement.setString(1, message.counts().state().name());
    statement.setBoolean(2, message.closed());
    statement.setInt(3, message.counts().total());
    statement.setString(4, MessageJson.write(message.counts().wire()));
    statement.setLong(5, message.version());
    statement.setLong(6, message.revision());
    statement.setObject(7, MessageRows.timestamp(message.changedAt()));
    statement.setInt(8, message.noted());
    statement.setObject(9, MessageRows.timestampOrNull(message.cancelRequestedAt()));
    statement.setObject(10, MessageRows.timestampOrNull(message.recallRequestedAt()));
    statement.setObject(11, message.id());
  }
}
