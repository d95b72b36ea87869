package io.dinggate.cloud.testing;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.SqlUnit;
import io.dinggate.cloud.platform.Writes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/**
 * The service's database without the service: a file with the schema, one unit per transaction.
 * Safe for several threads.
 */
public final class SqliteFile implements Writes, Reads, AutoCloseable {

  private final String url;
  private final Connection writer;

  /** The database in a directory of the test's; made if there is none. */
  public SqliteFile(Path directory) {
    var file = directory.resolve("cloud.db");
    this.url = "jdbc:sqlite:" + file;
    try {
      if (!Files.exists(file)) {
        Files.write(file, Schema.FILE);
      }
      this.writer =
          DriverManager.getConnection(
              url + "?journal_mode=WAL&transaction_mode=IMMEDIATE&foreign_keys=true");
      writer.setAutoCommit(false);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An empty database, migrated once for all tests of the process. */
  private static final class Schema {

    private static final byte[] FILE = migrated();

    private static byte[] migrated() {
      try {
        var file = Files.createTempFile("schema", ".db");
        Flyway.configure()
            .dataSource("jdbc:sqlite:" + file, null, null)
            .locations("db/migration/sqlite")
            .load()
            .migrate();
        var bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public synchronized <T> T sql(SqlUnit<T> unit) {
    try {
      var result = unit.run(writer);
      writer.commit();
      return result;
    } catch (SQLException e) {
      rollBack();
      throw new IllegalStateException(e);
    } catch (RuntimeException | Error e) {
      rollBack();
      throw e;
    }
  }

  private void rollBack() {
    try {
      writer.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public <T> T followUp(SqlUnit<T> unit) {
    return sql(unit);
  }

  @Override
  public <T> T query(SqlUnit<T> unit) {
    try (var connection = DriverManager.getConnection(url + "?busy_timeout=10000")) {
      return unit.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    writer.close();
  }
}
