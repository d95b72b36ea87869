package io.dinggate.cloud.platform;

import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** {@link Reads} on connections with {@code PRAGMA query_only}. */
@Singleton
final class QueryOnlyReads implements Reads {

  private final javax.sql.DataSource dataSource;

  QueryOnlyReads(@DataSource("reads") javax.sql.DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public <T extends @Nullable Object> T query(SqlUnit<T> unit) {
    try (var connection = dataSource.getConnection()) {
      return unit.run(connection);
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }
}
