package io.dinggate.cloud.app;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.platform.keys.SealBrokenException;
import io.dinggate.platform.keys.Sealer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Objects;
import java.util.Optional;

/** {@code access_token}: what a restart need not fetch again, sealed. */
@Singleton
final class AccessTokenRows {

  private static final String FIND =
      """
      select token, revision, credentials, refresh_at, expires_at from access_token
      where app = ? and corp = ?\
      """;

  private static final String SAVE =
      """
      insert into access_token (app, corp, token, revision, credentials, refresh_at, expires_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (app, corp) do update set
        token = excluded.token, revision = excluded.revision,
        credentials = excluded.credentials,
        refresh_at = excluded.refresh_at, expires_at = excluded.expires_at\
      """;

  private static final String DROP =
      "delete from access_token where app = ? and corp = ? and token = ?";

  private static final String STILL_AUTHORISED =
      "select 1 from authorisation where app = ? and corp = ? and revision = ?";

  private final Reads reads;
  private final Writes writes;
  private final Sealer sealer;

  AccessTokenRows(Reads reads, Writes writes, Sealer sealer) {
    this.reads = reads;
    this.writes = writes;
    this.sealer = sealer;
  }

  /** The kept token, of whatever basis; empty when there is none or its key is lost. */
  Optional<AccessToken> find(AppCorp key) {
    return reads.query(
        connection -> {
          try (var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, key.app().value());
            statement.setString(2, key.corp().value());
            try (var row = statement.executeQuery()) {
              return row.next() ? open(key, row) : Optional.empty();
            }
          }
        });
  }

  /** Keeps the token, unless the authorisation of a suite has changed since it was asked for. */
  void save(AppCorp key, AppKind kind, AccessToken token) {
    var sealed = sealer.seal(context(key), token.value());
    writes.sql(
        connection ->
            kind == AppKind.SUITE && !stillAuthorised(connection, key, token.basis().revision())
                ? 0
                : save(connection, key, token, sealed));
  }

  /** Forgets that very token; another one that is kept by now stays. */
  void drop(AppCorp key, String token) {
    reads
        .query(connection -> sealed(connection, key))
        .filter(kept -> isSealOf(key, kept, token))
        .ifPresent(kept -> dropSealed(key, kept));
  }

  private void dropSealed(AppCorp key, String sealed) {
    writes.sql(
        connection -> {
          try (var statement = connection.prepareStatement(DROP)) {
            statement.setString(1, key.app().value());
            statement.setString(2, key.corp().value());
            statement.setString(3, sealed);
            return statement.executeUpdate();
          }
        });
  }

  private static Optional<String> sealed(Connection connection, AppCorp key) throws SQLException {
    try (var statement = connection.prepareStatement(FIND)) {
      statement.setString(1, key.app().value());
      statement.setString(2, key.corp().value());
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString("token")) : Optional.empty();
      }
    }
  }

  private boolean isSealOf(AppCorp key, String sealed, String token) {
    try {
      return sealer.open(context(key), sealed).equals(token);
    } catch (SealBrokenException e) {
      return false;
    }
  }

  private static int save(Connection connection, AppCorp key, AccessToken token, String sealed)
      throws SQLException {
    try (var statement = connection.prepareStatement(SAVE)) {
      statement.setString(1, key.app().value());
      statement.setString(2, key.corp().value());
      statement.setString(3, sealed);
      statement.setLong(4, token.basis().revision());
      statement.setString(5, token.basis().credentials());
      statement.setTimestamp(6, Timestamp.from(token.refreshAt()));
      statement.setTimestamp(7, Timestamp.from(token.expiresAt()));
      return statement.executeUpdate();
    }
  }

  private static boolean stillAuthorised(Connection connection, AppCorp key, long revision)
      throws SQLException {
    try (var statement = connection.prepareStatement(STILL_AUTHORISED)) {
      statement.setString(1, key.app().value());
      statement.setString(2, key.corp().value());
      statement.setLong(3, revision);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private Optional<AccessToken> open(AppCorp key, ResultSet row) throws SQLException {
    try {
      return Optional.of(
          new AccessToken(
              sealer.open(context(key), row.getString("token")),
              new TokenBasis(
                  row.getLong("revision"),
                  Objects.requireNonNullElse(row.getString("credentials"), "")),
              row.getTimestamp("refresh_at").toInstant(),
              row.getTimestamp("expires_at").toInstant()));
    } catch (SealBrokenException e) {
      return Optional.empty();
    }
  }

  private static String context(AppCorp key) {
    return "access_token.token:" + key.app() + "/" + key.corp();
  }
}
