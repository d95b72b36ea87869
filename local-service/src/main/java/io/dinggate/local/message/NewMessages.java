package io.dinggate.local.message;

import io.dinggate.local.platform.GroupedCalls;
import io.dinggate.local.platform.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores new messages. Small ones that come at the same time share a statement and a commit. Safe
 * for concurrent use.
 */
@ApplicationScoped
class NewMessages {

  /**
   * One statement and so one commit: a message never stands without its recipients, nor without
   * what gets it to the cloud.
   */
  private static final String ADD =
      """
      with added as (
        insert into message
          (id, caller, message_id, body_hash, content, app, options, accepted_at, changed_at,
           state, closed, total, counts)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (caller, message_id) do nothing
        returning id),
      posted as (
        insert into message_outbox (message, kind, urgent, due_at, not_after, give_up_at)
        select id, 'send', ?, ?, ?, ? from added where ?)
      insert into message_recipient (message, %s)
      select added.id, row.*
      from added, unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                         ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[])
                  as row
      """
          .formatted(MessageRows.DELIVERY);

  /** As {@link #ADD}, for several at once. */
  private static final String ADD_ALL =
      """
      with given as (
        select * from unnest(
          ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::timestamptz[], ?::text[], ?::boolean[], ?::integer[], ?::text[],
          ?::boolean[], ?::timestamptz[], ?::timestamptz[], ?::boolean[])
          as given (id, caller, message_id, body_hash, content, app, options,
                    accepted_at, state, closed, total, counts,
                    urgent, not_after, give_up_at, post)),
      added as (
        insert into message
          (id, caller, message_id, body_hash, content, app, options, accepted_at, changed_at,
           state, closed, total, counts)
        select id, caller, message_id, body_hash, content, app, options, accepted_at, accepted_at,
               state, closed, total, counts
        from given
        on conflict (caller, message_id) do nothing
        returning id),
      posted as (
        insert into message_outbox (message, kind, urgent, due_at, not_after, give_up_at)
        select id, 'send', urgent, accepted_at, not_after, give_up_at
        from given join added using (id) where post),
      addressed as (
        insert into message_recipient (message, %s)
        select row.* from unnest(?::uuid[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::integer[], ?::bigint[]) as row (message)
        where message in (select id from added))
      select id from added
      """
          .formatted(MessageRows.DELIVERY);

  private static final Comparator<Draft> BY_KEY =
      Comparator.comparing((Draft draft) -> draft.message().key().owner())
          .thenComparing(draft -> draft.message().key().id().value());

  /** How many recipients a small message has at most; what is larger holds up nobody. */
  static final int SMALL = 50;

  /** How many small messages are stored together at most. */
  private static final int GROUP = 50;

  /** How long a message waits for others that are being stored. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Jdbc jdbc;
  private final MessageRows rows;
  private final GroupedCalls<Draft, Boolean> small;

  @Inject
  NewMessages(Jdbc jdbc, MessageRows rows) {
    this(jdbc, rows, PATIENCE);
  }

  NewMessages(Jdbc jdbc, MessageRows rows, Duration patience) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.small = new GroupedCalls<>(GROUP, patience, this::addAlone, this::addAll);
  }

  /**
   * Stores a new message; false, and nothing stored, when its key is taken. Commits; never in a
   * transaction.
   */
  boolean add(Draft draft) {
    return draft.deliveries().size() > SMALL ? addAlone(draft) : small.call(draft);
  }

  private boolean addAlone(Draft draft) {
    return add(draft, !draft.message().closed());
  }

  /** As {@link #add} for one that need not be sent, in the transaction of the caller. */
  boolean addSent(Draft draft) {
    return add(draft, false);
  }

  /**
   * As {@link #add} for several, in one commit; answers for each whether it was stored. Of several
   * with the same key one is.
   */
  List<Boolean> addAll(List<Draft> drafts) {
    // in one order everywhere: of two that add the same keys none waits for the other in a circle
    var sorted = drafts.stream().sorted(BY_KEY).toList();
    var added =
        jdbc.run(
            ADD_ALL,
            statement -> {
              fill(statement, sorted);
              return ids(statement);
            });
    return drafts.stream().map(draft -> added.contains(draft.message().id())).toList();
  }

  private boolean add(Draft draft, boolean post) {
    return jdbc.update(ADD, statement -> fill(statement, draft, post)) > 0;
  }

  private static Set<UUID> ids(PreparedStatement statement) throws SQLException {
    var ids = new HashSet<UUID>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  private void fill(PreparedStatement statement, List<Draft> drafts) throws SQLException {
    var messages = drafts.stream().map(Draft::message).toList();
    var accepted = instants(statement, drafts, draft -> draft.message().acceptedAt());
    statement.setArray(
        1, MessageRows.uuids(statement, messages.stream().map(Message::id).toList()));
    statement.setArray(2, MessageRows.texts(statement, messages, m -> m.key().owner()));
    statement.setArray(3, MessageRows.texts(statement, messages, m -> m.key().id().value()));
    statement.setArray(4, MessageRows.texts(statement, messages, Message::hash));
    statement.setArray(
        5, MessageRows.texts(statement, messages, m -> rows.seal(m.id(), m.content())));
    statement.setArray(
        6, MessageRows.texts(statement, messages, m -> m.app() == null ? null : m.app().value()));
    statement.setArray(
        7,
        MessageRows.texts(
            statement, messages, m -> m.options() == null ? null : MessageJson.write(m.options())));
    statement.setArray(8, accepted);
    statement.setArray(9, MessageRows.texts(statement, messages, m -> m.counts().state().name()));
    statement.setArray(10, array(statement, "boolean", messages, Message::closed));
    statement.setArray(
        11, MessageRows.numbers(statement, "integer", messages, m -> m.counts().total()));
    statement.setArray(
        12, MessageRows.texts(statement, messages, m -> MessageJson.write(m.counts().wire())));
    statement.setArray(13, array(statement, "boolean", messages, m -> m.delivery().urgent()));
    statement.setArray(14, instants(statement, drafts, d -> d.message().delivery().notAfter()));
    statement.setArray(15, instants(statement, drafts, Draft::giveUpAt));
    statement.setArray(16, array(statement, "boolean", messages, m -> !m.closed()));
    var deliveries = drafts.stream().flatMap(draft -> draft.deliveries().stream()).toList();
    statement.setArray(
        17,
        MessageRows.uuids(
            statement,
            drafts.stream()
                .flatMap(d -> Collections.nCopies(d.deliveries().size(), d.message().id()).stream())
                .toList()));
    MessageRows.setDeliveries(statement, 18, deliveries);
  }

  private static Array instants(
      PreparedStatement statement, List<Draft> drafts, Function<Draft, @Nullable Instant> time)
      throws SQLException {
    return array(
        statement,
        "timestamptz",
        drafts,
        draft -> {
          var at = time.apply(draft);
          return at == null ? null : MessageRows.timestamp(at).toString();
        });
  }

  private static <T> Array array(
      PreparedStatement statement, String type, List<T> of, Function<T, @Nullable Object> element)
      throws SQLException {
    return statement.getConnection().createArrayOf(type, of.stream().map(element).toArray());
  }

  private void fill(PreparedStatement statement, Draft draft, boolean post) throws SQLException {
    var message = draft.message();
    var app = message.app();
    var options = message.options();
    var accepted = MessageRows.timestamp(message.acceptedAt());
    statement.setObject(1, message.id());
    statement.setString(2, message.key().owner());
    statement.setString(3, message.key().id().value());
    statement.setString(4, message.hash());
    statement.setString(5, rows.seal(message.id(), message.content()));
    statement.setString(6, app == null ? null : app.value());
    statement.setString(7, options == null ? null : MessageJson.write(options));
    statement.setObject(8, accepted);
    statement.setObject(9, accepted);
    statement.setString(10, message.counts().state().name());
    statement.setBoolean(11, message.closed());
    statement.setInt(12, message.counts().total());
    statement.setString(13, MessageJson.write(message.counts().wire()));
    statement.setBoolean(14, message.delivery().urgent());
    statement.setObject(15, accepted);
    statement.setObject(16, MessageRows.timestampOrNull(message.delivery().notAfter()));
    statement.setObject(17, MessageRows.timestamp(draft.giveUpAt()));
    statement.setBoolean(18, post);
    MessageRows.setDeliveries(statement, 19, draft.deliveries());
  }
}
