package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

  @TempDir private Path directory;

  @Test
  void everythingThatMakesACommitDurableIsOn() throws IOException, SQLException {
    try (var watchdog = new Watchdog(directory.resolve("processes"));
        var server = EmbeddedDatabase.start(directory.resolve("postgres.log"), watchdog)) {
      var database = server.create("site_east");

      for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(show(database, setting)).as(setting).isEqualTo("on");
      }
    }
  }

  @Test
  void whatWasCommittedOutlivesAKillAndIsThereAtTheSameAddress() throws IOException, SQLException {
    try (var watchdog = new Watchdog(directory.resolve("processes"));
        var server = EmbeddedDatabase.start(directory.resolve("postgres.log"), watchdog)) {
      var database = server.create("site_east");
      execute(database, "create table kept as select 4711 as number");

      server.kill9();

      assertThatThrownBy(() -> ask(database, "select number from kept"))
          .isInstanceOf(SQLException.class);
      server.restart();
      assertThat(ask(database, "select number from kept")).isEqualTo("4711");
      assertThat(show(database, "fsync")).isEqualTo("on");
    }
  }

  @Test
  void urlOfTheEnvironmentWins() {
    var database =
        Database.ofEnvironment(
            Map.of(
                "DINGGATE_DATABASE_URL", "jdbc:postgresql://db/site",
                "DINGGATE_DATABASE_USERNAME", "site",
                "DINGGATE_DATABASE_PASSWORD", "hidden-1"));

    assertThat(database).contains(new Database("jdbc:postgresql://db/site", "site", "hidden-1"));
    assertThat(database.orElseThrow().toString()).doesNotContain("hidden-1");
  }

  private static String show(Database database, String setting) throws SQLException {
    return ask(database, "show " + setting);
  }

  private static String ask(Database database, String question) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }
}
