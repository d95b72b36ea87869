package io.dinggate.local.message;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs one statement: in the transaction of the caller, or else as its own. */
@ApplicationScoped
class Jdbc {

  private final DataSource database;

  Jdbc(DataSource database) {
    this.database = database;
  }

  /** What to do with a statement. */
  interface Work<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  /** Sets the parameters of a statement. */
  interface Parameters {
    void into(PreparedStatement statement) throws SQLException;
  }

  <T> T run(String sql, Work<T> work) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      return work.on(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("a statement on messages failed", e);
    }
  }

  /** Answers how many rows were changed. */
  int update(String sql, Parameters parameters) {
    return run(
        sql,
        statement -> {
          parameters.into(statement);
          return statement.executeUpdate();
        });
  }
}
