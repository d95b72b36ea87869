package io.dinggate.cloud.message;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.RestoreListener;
import io.dinggate.cloud.platform.Writes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether messages are sent at all. After a restore none is until an operator says so: what the
 * queue holds may have been sent already. Messages are taken in meanwhile, what was sent is
 * followed up, and taking back goes on: it sends nothing, and twice does no harm.
 */
@Singleton
public final class Sending implements RestoreListener {

  /** Between whoever notes a restore and whoever sends. */
  private static final int BEFORE_THE_DISPATCHER = 100;

  private static final String RESTORED = "restored";

  private final Reads reads;
  private final Writes writes;
  private final QueueSignal signal;
  private volatile @Nullable Paused paused;

  Sending(Reads reads, Writes writes, QueueSignal signal, MeterRegistry meters) {
    this.reads = reads;
    this.writes = writes;
    this.signal = signal;
    meters.gauge("dinggate.message.sending.paused", this, self -> self.paused == null ? 0 : 1);
  }

  /**
   * That nothing is sent.
   *
   * @param since when it began
   * @param reason why, as a stable word: {@code restored}
   */
  public record Paused(Instant since, String reason) {}

  void start(@Observes @Priority(BEFORE_THE_DISPATCHER) StartupEvent event) {
    look();
  }

  void look() {
    paused = reads.query(Sending::read).orElse(null);
    if (paused != null) {
      Log.warnf(
          "no message is sent since %s (%s): look at what the queue holds, then"
              + " POST /api/v1/operator/sending/release",
          paused.since(), paused.reason());
    }
  }

  /** Why nothing is sent; empty when messages are sent. */
  public Optional<Paused> paused() {
    return Optional.ofNullable(paused);
  }

  /**
   * What is to be stored together with a release.
   *
   * @see #release
   */
  @FunctionalInterface
  public interface Trace {

    /** Stores it, on the writer's thread. */
    void into(Connection connection) throws SQLException;
  }

  /**
   * Lets messages be sent again; durable when this returns.
   *
   * @param trace who did it, kept when something was changed
   * @return false when they were sent before
   */
  public boolean release(Trace trace) {
    var released =
        writes.<Boolean>sql(
            connection -> {
              try (var update =
                  connection.prepareStatement(
                      "update sending set paused_at = null, reason = null"
                          + " where paused_at is not null")) {
                if (update.executeUpdate() == 0) {
                  return false;
                }
              }
              trace.into(connection);
              return true;
            });
    paused = null;
    signal.ring();
    return released;
  }

  /**
   * Pauses, and lets what sites are told of messages from now on be newer than all that they were
   * told before: nothing changes once a millisecond.
   */
  @Override
  public void databaseWasRestored(Connection connection, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update sending set paused_at = coalesce(paused_at, ?), reason = ?,"
                + " versions_from = max(versions_from, ?)")) {
      update.setLong(1, now.toEpochMilli());
      update.setString(2, RESTORED);
      update.setLong(3, now.toEpochMilli());
      update.executeUpdate();
    }
  }

  private static Optional<Paused> read(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "select paused_at, reason from sending where paused_at is not null");
        var row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Paused(
                  Instant.ofEpochMilli(row.getLong(1)),
                  Objects.requireNonNull(row.getString(2), "a pause has a reason")))
          : Optional.empty();
    }
  }
}
