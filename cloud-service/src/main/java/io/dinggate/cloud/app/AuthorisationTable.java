package io.dinggate.cloud.app;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements that change {@code authorisation}; each runs in its caller's unit. */
final class AuthorisationTable {

  private static final String FIND =
      """
      select state, agent_id, corp_name, client_id, changed_at from authorisation
      where app = ? and corp = ?""";

  private static final String PUT =
      """
      insert into authorisation
        (app, corp, state, agent_id, corp_name, client_id, changed_at, revision)
      values (?, ?, ?, ?, ?, ?, ?, 1)
      on conflict (app, corp) do update set state = excluded.state, agent_id = excluded.agent_id,
        corp_name = excluded.corp_name, client_id = excluded.client_id,
        changed_at = excluded.changed_at, revision = authorisation.revision + 1""";

  private static final String COMPLETE =
      "update authorisation set agent_id = ?, corp_name = ? where app = ? and corp = ?";

  private static final String DROP_TOKENS = "delete from access_token where app = ? and corp = ?";

  private AuthorisationTable() {}

  /**
   * A row.
   *
   * @param clientId the suite's own key, which it was given to; null when that was not written down
   *     yet
   * @param changedAt by DingTalk's clock
   */
  record Row(
      AuthorisationState state,
      @Nullable Long agentId,
      @Nullable String corpName,
      @Nullable String clientId,
      Instant changedAt) {}

  static Optional<Row> find(Connection connection, AppId app, CorpId corp) throws SQLException {
    try (var select = connection.prepareStatement(FIND)) {
      select.setString(1, app.value());
      select.setString(2, corp.value());
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var number = row.getLong("agent_id");
        var agent = row.wasNull() ? null : number;
        return Optional.of(
            new Row(
                AuthorisationState.valueOf(row.getString("state")),
                agent,
                row.getString("corp_name"),
                row.getString("client_id"),
                row.getTimestamp("changed_at").toInstant()));
      }
    }
  }

  /** A new revision of the row; the tokens that were fetched under the last one are deleted. */
  static void put(Connection connection, AppId app, CorpId corp, Row row) throws SQLException {
    try (var upsert = connection.prepareStatement(PUT)) {
      upsert.setString(1, app.value());
      upsert.setString(2, corp.value());
      upsert.setString(3, row.state().name());
      upsert.setObject(4, row.agentId(), Types.BIGINT);
      upsert.setString(5, row.corpName());
      upsert.setString(6, row.clientId());
      upsert.setTimestamp(7, Timestamp.from(row.changedAt()));
      upsert.executeUpdate();
    }
    try (var delete = connection.prepareStatement(DROP_TOKENS)) {
      delete.setString(1, app.value());
      delete.setString(2, corp.value());
      delete.executeUpdate();
    }
  }

  /** Adds what was not told before; the revision stays. */
  static void complete(
      Connection connection,
      AppId app,
      CorpId corp,
      @Nullable Long agentId,
      @Nullable String corpName)
      throws SQLException {
    try (var update = connection.prepareStatement(COMPLETE)) {
      update.setObject(1, agentId, Types.BIGINT);
      update.setString(2, corpName);
      update.setString(3, app.value());
      update.setString(4, corp.value());
      update.executeUpdate();
    }
  }
}
