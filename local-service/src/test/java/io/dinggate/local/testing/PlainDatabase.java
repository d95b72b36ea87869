package io.dinggate.local.testing;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.local.platform.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The service's database without the service: a PostgreSQL that all tests of a run share, and in it
 * an empty database of one's own with the schema. Connections of a thread that is in a transaction
 * take part in it, as they do in the service. Safe for several threads.
 */
public final class PlainDatabase implements Transactions, DataSource {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final DataSource source;

  @SuppressWarnings("ThreadLocalUsage") // one for each database
  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  private PlainDatabase(DataSource source) {
    this.source = source;
  }

  /** One process for all; it ends with the tests. */
  private static final class Server {
    private static final EmbeddedPostgres POSTGRES = started();

    private static EmbeddedPostgres started() {
      try {
        var postgres = DurablePostgres.start();
        execute(postgres.getPostgresDatabase(), "create database template_dinggate");
        Flyway.configure()
            .dataSource(postgres.getDatabase("postgres", "template_dinggate"))
            .load()
            .migrate();
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A fresh one. */
  public static PlainDatabase create() {
    var name = "test_" + DATABASES.incrementAndGet();
    execute(
        Server.POSTGRES.getPostgresDatabase(),
        "create database " + name + " template template_dinggate");
    return new PlainDatabase(Server.POSTGRES.getDatabase("postgres", name));
  }

  /** One whose schema is of an earlier version. */
  public static PlainDatabase createAt(String version) {
    var name = "test_" + DATABASES.incrementAndGet();
    execute(Server.POSTGRES.getPostgresDatabase(), "create database " + name);
    var database = new PlainDatabase(Server.POSTGRES.getDatabase("postgres", name));
    database.migrate(version);
    return database;
  }

  /** Brings the schema to the newest version, as a start of the service does. */
  public void migrate() {
    migrate("latest");
  }

  private void migrate(String version) {
    Flyway.configure().dataSource(source).target(version).load().migrate();
  }

  /** Statements on it. */
  public Jdbc jdbc() {
    return new Jdbc(this);
  }

  /** Runs a statement. */
  public void run(String sql) {
    execute(this, sql);
  }

  /** The one number that a query answers. */
  public long number(String query) {
    return jdbc()
        .run(
            query,
            statement -> {
              try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
              }
            });
  }

  @Override
  public <T> T call(Supplier<T> work) {
    if (current.get() != null) {
      throw new IllegalStateException("a transaction within another one");
    }
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      current.set(connection);
      try {
        var result = work.get();
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        connection.rollback();
        throw e;
      } finally {
        current.remove();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = current.get();
    return connection == null ? source.getConnection() : leftOpen(connection);
  }

  /** Closing it is the transaction's business. */
  private static Connection leftOpen(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            PlainDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void execute(DataSource source, String sql) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connection getConnection(String username, String password) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PrintWriter getLogWriter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLoginTimeout(int seconds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getLoginTimeout() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Logger getParentLogger() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
