package io.dinggate.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReusedStatementsTest {

  private static final String INSERT = "insert into thing (id, name) values (?, ?)";
  private static final String SELECT = "select id, name from thing where id >= ? order by id";

  private final List<String> prepared = new ArrayList<>();
  private Connection real;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    real = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (var statement = real.createStatement()) {
      statement.execute("create table thing (id integer primary key, name text)");
    }
    connection = ReusedStatements.on(watched());
    connection.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private Connection watched() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                prepared.add((String) arguments[0]);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void insert(int id, String name) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setInt(1, id);
      if (name != null) {
        statement.setString(2, name);
      }
      statement.executeUpdate();
    }
  }

  private List<String> names(int from) throws SQLException {
    try (var statement = connection.prepareStatement(SELECT)) {
      statement.setInt(1, from);
      var names = new ArrayList<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString("name"));
        }
      }
      return names;
    }
  }

  @Test
  void statementIsPreparedOnceHoweverOftenItRuns() throws SQLException {
    for (var id = 1; id <= 5; id++) {
      insert(id, "n" + id);
    }
    assertThat(names(4)).containsExactly("n4", "n5");
    assertThat(names(5)).containsExactly("n5");
    assertThat(prepared).containsExactly(INSERT, SELECT);
  }

  @Test
  void nothingIsLeftOfTheRunBefore() throws SQLException {
    insert(1, "one");
    insert(2, null);
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setInt(1, 3);
      statement.setString(2, "never");
      statement.addBatch();
    }
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setInt(1, 4);
      statement.setString(2, "four");
      statement.addBatch();
      assertThat(statement.executeBatch()).hasSize(1);
    }

    assertThat(names(0)).containsExactly("one", null, "four");
    assertThat(prepared).hasSize(2);
  }

  @Test
  void statementThatFailedRunsAgain() throws SQLException {
    insert(1, "one");
    var savepoint = connection.setSavepoint();
    assertThatThrownBy(() -> insert(1, "again")).isInstanceOf(SQLException.class);
    connection.rollback(savepoint);
    insert(2, "two");

    assertThat(names(0)).containsExactly("one", "two");
    assertThat(prepared).containsExactly(INSERT, SELECT);
  }

  @Test
  void oneThatIsInUseIsNotHandedOut() throws SQLException {
    insert(1, "one");
    insert(2, "two");
    try (var outer = connection.prepareStatement(SELECT)) {
      outer.setInt(1, 0);
      try (var rows = outer.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(names(2)).containsExactly("two");
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("name")).isEqualTo("two");
      }
    }
    assertThat(prepared).containsExactly(INSERT, SELECT, SELECT);
  }

  @Test
  void rowsThatNobodyClosedAreClosedWithTheirStatement() throws SQLException {
    insert(1, "one");
    var statement = connection.prepareStatement(SELECT);
    statement.setInt(1, 0);
    var rows = statement.executeQuery();
    assertThat(rows.next()).isTrue();
    statement.close();

    assertThat(rows.isClosed()).isTrue();
    connection.commit();
    assertThat(names(0)).containsExactly("one");
  }

  @Test
  void whatTheDatabaseSaidIsInTheException() {
    assertThatThrownBy(
            () -> {
              try (var statement = connection.prepareStatement("select * from nothing")) {
                statement.execute();
              } catch (SQLException e) {
                throw new StorageException(e);
              }
            })
        .isInstanceOf(StorageException.class)
        .hasMessage("database failed with code 1");
  }

  @Test
  void theRealConnectionIsClosedToo() throws SQLException {
    insert(1, "one");
    connection.commit();
    connection.close();

    assertThat(real.isClosed()).isTrue();
  }
}
