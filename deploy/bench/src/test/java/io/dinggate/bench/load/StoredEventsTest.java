package io.dinggate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredEventsTest {

  private static final Path TABLES =
      Path.of("../../cloud-service/src/main/resources/db/migration/sqlite/V60__create_events.sql");

  @TempDir Path directory;

  @Test
  void eventsAreReadFromTheTableThatTheCloudHas() throws Exception {
    var file = directory.resolve("cloud.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate(Files.readString(TABLES));
      statement.executeUpdate(
          """
          insert into event
            (identity, app, corp, type, happened_at, received_at, content, state, due_at)
          values ('i', 'suite', 'ding1', 'user_modify_org', 1790000000123, 2, 'sealed', 'KEPT', 2)
          """);
    }

    assertThat(StoredEvents.read(file))
        .containsExactly(new EventKey("suite", "ding1", 1_790_000_000_123L));
  }

  @Test
  void acknowledgedEventThatIsNotStoredIsLost() {
    var load = new LoadFigures(100, 12, 6_000, 0, 100, 1, 2, 3, 4);

    assertThat(new EventFigures(load, 6_010, 6_008).lost()).isEqualTo(2);
  }
}
