package io.dinggate.cloud.app;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.keys.SealBrokenException;
import io.dinggate.platform.keys.Sealer;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The suite tickets, which DingTalk pushes every few hours and never tells on request. They have no
 * known end, so the last one is kept for good, sealed.
 */
@Singleton
public final class SuiteTickets {

  private static final String LAST =
      """
      select ticket, issued_at from suite_ticket
      where app = ? and coalesce(client_id, ?) = ?\
      """;

  private static final String KNOWN =
      "select ticket, issued_at, client_id from suite_ticket where app = ?";

  private static final String PUT =
      """
      insert into suite_ticket (app, ticket, issued_at, client_id, previous)
      values (?, ?, ?, ?, ?)
      on conflict (app) do update set ticket = excluded.ticket, issued_at = excluded.issued_at,
        client_id = excluded.client_id, previous = excluded.previous""";

  private final Writes writes;
  private final Reads reads;
  private final Sealer sealer;

  SuiteTickets(Writes writes, Reads reads, Sealer sealer) {
    this.writes = writes;
    this.reads = reads;
    this.sealer = sealer;
  }

  /**
   * Takes a pushed suite ticket; committed when this returns.
   *
   * @param at when DingTalk pushed it, by DingTalk's clock
   * @return false when a newer one is known, which stays
   */
  public boolean store(App suite, String suiteTicket, Instant at) {
    var app = suite.id().value();
    var sealed = sealer.seal(ticketOf(app), suiteTicket);
    var stored = writes.sql(connection -> replace(connection, suite, sealed, at));
    if (stored) {
      Log.infof("suite ticket of %s taken over", suite.id());
    }
    return stored;
  }

  private boolean replace(Connection connection, App suite, String sealed, Instant at)
      throws SQLException {
    var app = suite.id().value();
    var known = known(connection, app);
    if (known != null && known.isOf(suite) && at.isBefore(known.issuedAt())) {
      return false;
    }
    try (var upsert = connection.prepareStatement(PUT)) {
      upsert.setString(1, app);
      upsert.setString(2, sealed);
      upsert.setTimestamp(3, Timestamp.from(at));
      upsert.setString(4, suite.clientId());
      upsert.setString(5, known == null ? null : resealed(app, known.sealed()));
      upsert.executeUpdate();
    }
    return true;
  }

  private static @Nullable Known known(Connection connection, String app) throws SQLException {
    try (var select = connection.prepareStatement(KNOWN)) {
      select.setString(1, app);
      try (var row = select.executeQuery()) {
        return row.next()
            ? new Known(row.getString(1), row.getTimestamp(2).toInstant(), row.getString(3))
            : null;
      }
    }
  }

  /** A lost key must not keep a new suite ticket out. */
  private @Nullable String resealed(String app, String ticket) {
    try {
      return sealer.seal(previousOf(app), sealer.open(ticketOf(app), ticket));
    } catch (SealBrokenException e) {
      return null;
    }
  }

  /**
   * The suite ticket to work with.
   *
   * @throws ApiException {@code SUITE_TICKET_MISSING} when DingTalk has pushed none yet to the
   *     suite that the registry names now
   */
  public String require(App suite) {
    return last(suite)
        .flatMap(last -> opened(suite, last))
        .orElseThrow(() -> new ApiException(ErrorCode.SUITE_TICKET_MISSING, "suite " + suite.id()));
  }

  /** Without its key it is as good as none: DingTalk's next push brings another one. */
  private Optional<String> opened(App suite, Last last) {
    try {
      return Optional.of(sealer.open(ticketOf(suite.id().value()), last.sealed()));
    } catch (SealBrokenException e) {
      Log.errorf("the suite ticket of %s cannot be read: %s", suite.id(), e.getMessage());
      return Optional.empty();
    }
  }

  /** When DingTalk pushed the last suite ticket, by its clock; empty when there is none. */
  Optional<Instant> issuedAt(App suite) {
    return last(suite).map(Last::issuedAt);
  }

  private Optional<Last> last(App suite) {
    return reads.query(
        connection -> {
          try (var statement = connection.prepareStatement(LAST)) {
            statement.setString(1, suite.id().value());
            statement.setString(2, suite.clientId());
            statement.setString(3, suite.clientId());
            try (var row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new Last(row.getString(1), row.getTimestamp(2).toInstant()))
                  : Optional.empty();
            }
          }
        });
  }

  private static String ticketOf(String app) {
    return "suite_ticket.ticket:" + app;
  }

  private static String previousOf(String app) {
    return "suite_ticket.previous:" + app;
  }

  private record Last(String sealed, Instant issuedAt) {}

  /**
   * The ticket that is there.
   *
   * @param clientId the suite's own key, which it was pushed for; null when that was not written
   *     down yet
   */
  private record Known(String sealed, Instant issuedAt, @Nullable String clientId) {

    boolean isOf(App suite) {
      return clientId == null || clientId.equals(suite.clientId());
    }
  }
}
