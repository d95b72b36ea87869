package io.dinggate.cloud.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Commits units together: one fsync for all, one savepoint for each. For one thread at a time. */
final class GroupCommit {

  private final DataSource dataSource;
  private final Counter units;
  private final Counter commits;

  GroupCommit(DataSource dataSource, MeterRegistry meters) {
    this.dataSource = dataSource;
    this.units = meters.counter("dinggate.writes.units");
    this.commits = meters.counter("dinggate.writes.commits");
  }

  /** Runs and commits the units in their order; every one of them is answered afterwards. */
  void commit(List<WriteUnit.Sql<?>> group) {
    try (var connection = ReusedStatements.on(dataSource.getConnection())) {
      connection.setAutoCommit(false);
      try {
        for (var unit : group) {
          runBehindSavepoint(connection, unit);
        }
        connection.commit();
      } catch (SQLException | RuntimeException | Error e) {
        connection.rollback();
        throw e;
      }
      commits.increment();
      units.increment(group.size());
      group.forEach(WriteUnit.Sql::settle);
    } catch (SQLException e) {
      // Answered units stay answered: only what was not committed hears of it.
      group.forEach(unit -> unit.fail(new StorageException(e)));
    }
  }

  /**
   * When SQLite itself has rolled the transaction back (disk full, for example) the savepoint is
   * gone and this throws: then nothing of the group may be kept.
   */
  private static void runBehindSavepoint(Connection connection, WriteUnit.Sql<?> unit)
      throws SQLException {
    var savepoint = connection.setSavepoint();
    if (!unit.run(connection)) {
      connection.rollback(savepoint);
    }
    connection.releaseSavepoint(savepoint);
  }
}
