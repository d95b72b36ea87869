package io.dinggate.local.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs one statement: in the transaction of the caller, or else as its own. */
@ApplicationScoped
public class Jdbc {

  private final DataSource database;

  /** On this database. */
  public Jdbc(DataSource database) {
    this.database = database;
  }

  /**
   * What to do with a statement.
   *
   * @param <T> what it finds out
   */
  public interface Work<T> {

    /** Sets the parameters, runs it, and reads what comes. */
    T on(PreparedStatement statement) throws SQLException;
  }

  /** Sets the parameters of a statement. */
  public interface Parameters {

    /** Sets all of them. */
    void into(PreparedStatement statement) throws SQLException;
  }

  /** Runs a statement. */
  public <T> T run(String sql, Work<T> work) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      return work.on(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("a statement failed", e);
    }
  }

  /** Runs a statement, and answers how many rows were changed. */
  public int update(String sql, Parameters parameters) {
    return run(
        sql,
        statement -> {
          parameters.into(statement);
          return statement.executeUpdate();
        });
  }
}
