package io.dinggate.local.message;

import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.local.platform.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has still to be said to the cloud: put in, taken back, counted. */
@ApplicationScoped
class Outbox {

  private static final String DROP_WISHES =
      "delete from message_outbox where message = ? and kind <> 'send'";

  private static final String WITHDRAW =
      """
      delete from message_outbox
      where message = ? and kind = 'send' and (dead or not maybe_sent) returning maybe_sent
      """;

  private static final String POST =
      """
      insert into message_outbox (message, kind, urgent, due_at, give_up_at)
      values (?, ?, ?, ?, ?)
      on conflict (message, kind) do update
        set due_at = excluded.due_at, give_up_at = excluded.give_up_at, attempts = 0, claim = null
      """;

  /** What is still to be sent is told of by then. */
  private static final String LOOK =
      """
      insert into message_outbox (message, kind, urgent, due_at, give_up_at)
      select id, 'look', false, ?, ? from message m
      where not closed and not exists (
        select 1 from message_outbox s where s.message = m.id and s.kind = 'send')
      on conflict (message, kind) do update
        set due_at = excluded.due_at, give_up_at = excluded.give_up_at, attempts = 0, claim = null
      """;

  private static final String REVIVE =
      """
      update message_outbox
      set dead = false, due_at = ?, give_up_at = ?, attempts = 0, since = now()
      where message = ? and kind = 'send' and dead
      """;

  private static final String WAITING =
      """
      select count(*), min(since), now() as at from message_outbox where not dead
      """;

  private final Jdbc jdbc;
  private final MessageConfig config;
  private final Clock clock;

  Outbox(Jdbc jdbc, MessageConfig config, Clock clock) {
    this.jdbc = jdbc;
    this.config = config;
    this.clock = clock;
  }

  /** Nothing is to be said any more of a message that the cloud will not have. */
  void dropWishes(UUID message) {
    jdbc.update(DROP_WISHES, statement -> statement.setObject(1, message));
  }

  /**
   * Takes a message back that nobody is sending at this moment; answers whether the cloud may have
   * got it all the same, and empty when it stays.
   */
  Optional<Boolean> withdraw(UUID message) {
    return jdbc.run(
        WITHDRAW,
        statement -> {
          statement.setObject(1, message);
          try (var row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
          }
        });
  }

  /** Has something said of a message, once it was sent. */
  void post(Message message, Kind kind) {
    var now = clock.instant();
    jdbc.update(
        POST,
        statement -> {
          statement.setObject(1, message.id());
          statement.setString(2, kind.stored());
          statement.setBoolean(3, message.delivery().urgent());
          statement.setObject(4, MessageRows.timestamp(now));
          statement.setObject(5, MessageRows.timestamp(now.plus(config.forward().giveUpAfter())));
        });
  }

  /** Has the cloud asked about every message that may still change; answers how many. */
  int lookAtAll() {
    var now = clock.instant();
    return jdbc.update(
        LOOK,
        statement -> {
          statement.setObject(1, MessageRows.timestamp(now));
          statement.setObject(2, MessageRows.timestamp(now.plus(config.forward().giveUpAfter())));
        });
  }

  /** Has a message that was given up tried once more; false when it was not. */
  boolean revive(UUID message) {
    var now = clock.instant();
    return jdbc.update(
            REVIVE,
            statement -> {
              statement.setObject(1, MessageRows.timestamp(now));
              statement.setObject(
                  2, MessageRows.timestamp(now.plus(config.forward().giveUpAfter())));
              statement.setObject(3, message);
            })
        > 0;
  }

  /**
   * What has still to be said.
   *
   * @param count of how much
   * @param since when the oldest of it began to wait; null when nothing does
   * @param oldest how long it has waited
   */
  record Waiting(long count, @Nullable Instant since, Duration oldest) {

    static final Waiting NOTHING = new Waiting(0, null, Duration.ZERO);
  }

  /** What waits for the cloud; not what waits for an operator. */
  Waiting waiting() {
    return jdbc.run(
        WAITING,
        statement -> {
          try (var row = statement.executeQuery()) {
            row.next();
            var since = MessageRows.instantOrNull(row, "min");
            return since == null
                ? Waiting.NOTHING
                : new Waiting(
                    row.getLong("count"),
                    since,
                    Duration.between(since, MessageRows.instant(row, "at")));
          }
        });
  }
}
