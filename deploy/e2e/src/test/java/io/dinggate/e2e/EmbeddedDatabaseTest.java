package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement();
        var answer = statement.executeQuery("show " + setting)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
