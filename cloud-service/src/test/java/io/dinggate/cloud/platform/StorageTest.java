package io.dinggate.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.cloud.testing.CloudWorld;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class StorageTest {

  @Inject Writes writes;
  @Inject Reads reads;
  @Inject SqliteCheck check;

  @BeforeEach
  void makeTable() {
    writes.sql(c -> execute(c, "create table storage_test (id integer primary key)"));
  }

  @AfterEach
  void dropTable() {
    writes.sql(c -> execute(c, "drop table storage_test"));
  }

  @Test
  void readsSeeWhatWritesCommitted() {
    writes.sql(c -> execute(c, "insert into storage_test values (1)"));

    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void readsCannotWrite() {
    assertThatThrownBy(() -> reads.query(c -> execute(c, "insert into storage_test values (1)")))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void connectionsAreWhatTheGuaranteesRestOn() {
    assertThat(check.faults()).isEmpty();
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private int stored() {
    return reads.query(
        c -> {
          try (var statement = c.createStatement();
              var rows = statement.executeQuery("select count(*) from storage_test")) {
            return rows.getInt(1);
          }
        });
  }
}
