package io.dinggate.cloud.app;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code authorisation}: one look-up by key for every call to DingTalk. */
@Singleton
final class AuthorisationRows {

  private static final String FIND =
      """
      select state, agent_id, corp_name, revision, changed_at from authorisation
      where app = ? and corp = ? and coalesce(client_id, ?) = ?\
      """;

  private static final String CORPS =
      """
      select corp from authorisation
      where app = ? and coalesce(client_id, ?) = ? and state = 'AUTHORISED' order by corp\
      """;

  private final Reads reads;

  AuthorisationRows(Reads reads) {
    this.reads = reads;
  }

  /** As it stands between the corp and the very suite that the registry names now. */
  Optional<Standing> find(App suite, CorpId corp) {
    return reads.query(
        connection -> {
          try (var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, suite.id().value());
            statement.setString(2, corp.value());
            statement.setString(3, suite.clientId());
            statement.setString(4, suite.clientId());
            try (var row = statement.executeQuery()) {
              return row.next() ? Optional.of(standing(suite.id(), corp, row)) : Optional.empty();
            }
          }
        });
  }

  /** Where the very suite that the registry names now can be used. */
  List<CorpId> corps(App suite) {
    return reads.query(
        connection -> {
          try (var statement = connection.prepareStatement(CORPS)) {
            statement.setString(1, suite.id().value());
            statement.setString(2, suite.clientId());
            statement.setString(3, suite.clientId());
            try (var rows = statement.executeQuery()) {
              var corps = new ArrayList<CorpId>();
              while (rows.next()) {
                corps.add(new CorpId(rows.getString("corp")));
              }
              return corps;
            }
          }
        });
  }

  private static Standing standing(AppId app, CorpId corp, ResultSet row) throws SQLException {
    return new Standing(
        new Authorisation(
            app,
            corp,
            AuthorisationState.valueOf(row.getString("state")),
            nullableLong(row, "agent_id"),
            row.getString("corp_name")),
        row.getLong("revision"),
        row.getTimestamp("changed_at").toInstant());
  }

  private static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
    var value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
