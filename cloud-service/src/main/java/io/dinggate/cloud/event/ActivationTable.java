package io.dinggate.cloud.event;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.platform.keys.SealBrokenException;
import io.dinggate.platform.keys.Sealer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code suite_activation}: the last code that each corp has given each suite, sealed. */
@Singleton
final class ActivationTable {

  private static final String KNOWN =
      "select event, authorised_at from suite_activation where app = ? and corp = ?";

  private static final String BEGIN =
      """
      insert into suite_activation
        (app, corp, client_id, event, authorised_at, temporary_code, state, due_at)
      values (?, ?, ?, ?, ?, ?, 'WAITING', ?)
      on conflict (app, corp) do update set
        client_id = excluded.client_id, event = excluded.event,
        authorised_at = excluded.authorised_at, temporary_code = excluded.temporary_code,
        permanent_code = null, state = 'WAITING', reason = null, attempts = 0,
        due_at = excluded.due_at""";

  private static final String DUE =
      """
      select app, corp, client_id, event, authorised_at, temporary_code, permanent_code, attempts
      from suite_activation where state = 'WAITING' and due_at <= ?
      order by due_at limit ?""";

  private static final String EXCHANGED =
      "update suite_activation set permanent_code = ?, temporary_code = null";

  private static final String PUT_OFF =
      "update suite_activation set due_at = ?, attempts = ?, reason = ?";

  private static final String SETTLE =
      "update suite_activation"
          + " set state = ?, reason = ?, temporary_code = null, permanent_code = null";

  /** A newer code may have come meanwhile; what became of an older one says nothing about it. */
  private static final String OF_THAT_EVENT =
      " where app = ? and corp = ? and event = ? and state = 'WAITING'";

  private final Writes writes;
  private final Reads reads;
  private final Sealer sealer;

  ActivationTable(Writes writes, Reads reads, Sealer sealer) {
    this.writes = writes;
    this.reads = reads;
    this.sealer = sealer;
  }

  /**
   * Takes a code; committed when this returns. The same event again changes nothing.
   *
   * @param at by DingTalk's clock
   * @return false when a newer one is known
   */
  boolean begin(
      App suite, CorpId corp, String event, String temporaryCode, Instant at, Instant now) {
    var sealed = sealer.seal(temporary(suite.id(), corp), temporaryCode);
    return writes.sql(
        connection -> {
          var known = known(connection, suite.id(), corp);
          if (known.isPresent() && known.get().event().equals(event)) {
            return true;
          }
          if (known.isPresent() && at.isBefore(known.get().authorisedAt())) {
            return false;
          }
          try (var insert = connection.prepareStatement(BEGIN)) {
            insert.setString(1, suite.id().value());
            insert.setString(2, corp.value());
            insert.setString(3, suite.clientId());
            insert.setString(4, event);
            insert.setTimestamp(5, Timestamp.from(at));
            insert.setString(6, sealed);
            insert.setTimestamp(7, Timestamp.from(now));
            return insert.executeUpdate() == 1;
          }
        });
  }

  private static Optional<Known> known(Connection connection, AppId app, CorpId corp)
      throws SQLException {
    try (var select = connection.prepareStatement(KNOWN)) {
      select.setString(1, app.value());
      select.setString(2, corp.value());
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Known(row.getString(1), row.getTimestamp(2).toInstant()))
            : Optional.empty();
      }
    }
  }

  private record Known(String event, Instant authorisedAt) {}

  /** Those to be tried now. */
  List<Activation> due(Instant now, int limit) {
    return reads.query(
        connection -> {
          try (var select = connection.prepareStatement(DUE)) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setInt(2, limit);
            try (var rows = select.executeQuery()) {
              var due = new ArrayList<Activation>();
              while (rows.next()) {
                due.add(activation(rows));
              }
              return due;
            }
          }
        });
  }

  private Activation activation(ResultSet row) throws SQLException {
    var app = new AppId(row.getString("app"));
    var corp = new CorpId(row.getString("corp"));
    return new Activation(
        app,
        corp,
        row.getString("client_id"),
        row.getString("event"),
        row.getTimestamp("authorised_at").toInstant(),
        opened(temporary(app, corp), row.getString("temporary_code")),
        opened(permanent(app, corp), row.getString("permanent_code")),
        row.getInt("attempts"));
  }

  /** Without its key it is as good as none. */
  private @Nullable String opened(String context, @Nullable String sealed) {
    try {
      return sealed == null ? null : sealer.open(context, sealed);
    } catch (SealBrokenException e) {
      return null;
    }
  }

  /** The code has served, and must not be offered again. */
  void exchanged(Activation activation, String permanentCode) {
    var sealed = sealer.seal(permanent(activation.app(), activation.corp()), permanentCode);
    update(EXCHANGED, activation, statement -> statement.setString(1, sealed), 1);
  }

  /** To be tried again then. */
  void putOff(Activation activation, int attempts, Instant dueAt, String reason) {
    update(
        PUT_OFF,
        activation,
        statement -> {
          statement.setTimestamp(1, Timestamp.from(dueAt));
          statement.setInt(2, attempts);
          statement.setString(3, reason);
        },
        3);
  }

  /** Done; the codes are of no more use. */
  void activated(Activation activation) {
    settle(activation, "ACTIVATED", null);
  }

  /** Given up. */
  void park(Activation activation, String reason) {
    settle(activation, "PARKED", reason);
  }

  private void settle(Activation activation, String state, @Nullable String reason) {
    update(
        SETTLE,
        activation,
        statement -> {
          statement.setString(1, state);
          statement.setString(2, reason);
        },
        2);
  }

  private void update(String sql, Activation activation, Parameters parameters, int count) {
    writes.followUp(
        connection -> {
          try (var statement = connection.prepareStatement(sql + OF_THAT_EVENT)) {
            parameters.set(statement);
            statement.setString(count + 1, activation.app().value());
            statement.setString(count + 2, activation.corp().value());
            statement.setString(count + 3, activation.event());
            return statement.executeUpdate();
          }
        });
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private static String temporary(AppId app, CorpId corp) {
    return "suite_activation.temporary_code:" + app + "/" + corp;
  }

  private static String permanent(AppId app, CorpId corp) {
    return "suite_activation.permanent_code:" + app + "/" + corp;
  }
}
