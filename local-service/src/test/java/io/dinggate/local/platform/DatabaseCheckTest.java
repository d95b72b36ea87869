package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.DurablePostgres;
import io.dinggate.platform.StartupFault;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G2: a PostgreSQL that may lose what it acknowledged is refused. */
class DatabaseCheckTest {

  @TempDir Path directory;

  @Test
  void aDurablePostgresIsTaken() throws IOException {
    try (var postgres = DurablePostgres.start()) {
      assertThat(faults(postgres, Map.of())).isEmpty();
    }
  }

  @Test
  void eachSettingThatCostsDurabilityIsRefused() throws IOException {
    try (var postgres =
        DurablePostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("synchronous_commit", "off")
            .start()) {
      assertThat(faults(postgres, Map.of()))
          .extracting(StartupFault::toString)
          .allMatch(fault -> fault.startsWith("dinggate.database.url: "))
          .satisfiesExactlyInAnyOrder(
              fault -> assertThat(fault).contains("fsync = off"),
              fault -> assertThat(fault).contains("full_page_writes = off"),
              fault -> assertThat(fault).contains("synchronous_commit = off"));
    }
  }

  @Test
  void aSwitchForOneRoleOnlyIsRefusedToo() throws Exception {
    try (var postgres = DurablePostgres.start();
        var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter role postgres set synchronous_commit = off");
      assertThat(faults(postgres, Map.of())).hasSize(1);
    }
  }

  @Test
  void aDatabaseThatKnowsNoLettersIsRefused() throws Exception {
    try (var postgres = DurablePostgres.start();
        var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      for (var options :
          List.of(
              "locale_provider libc lc_ctype 'C' lc_collate 'C'",
              "encoding 'SQL_ASCII' locale_provider libc lc_ctype 'C' lc_collate 'C'")) {
        statement.execute("drop database if exists letters");
        statement.execute("create database letters template template0 " + options);
        assertThat(faults(postgres, "letters"))
            .singleElement()
            .extracting(StartupFault::toString)
            .asString()
            .startsWith("dinggate.database.url: ")
            .contains("LC_CTYPE C:");
      }
      for (var options :
          List.of(
              "locale_provider libc lc_ctype 'C.UTF-8' lc_collate 'C'",
              "locale_provider icu icu_locale 'zh' lc_ctype 'C' lc_collate 'C'",
              "locale_provider builtin builtin_locale 'C.UTF-8'")) {
        statement.execute("drop database if exists letters");
        statement.execute("create database letters template template0 " + options);
        assertThat(faults(postgres, "letters")).as(options).isEmpty();
      }
    }
  }

  @Test
  void thePasswordMayStandInAFile() throws Exception {
    try (var postgres = DurablePostgres.start()) {
      var file = Files.writeString(directory.resolve("password"), "anything\n");
      assertThat(faults(postgres, Map.of("dinggate.database.password-file", file.toString())))
          .isEmpty();
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() {
    var faults =
        faults(
            Map.of(
                "dinggate.database.url", "jdbc:postgresql://localhost:1/x",
                "dinggate.database.username", "someone",
                "dinggate.database.password", "planted-password"));
    assertThat(faults)
        .singleElement()
        .extracting(StartupFault::toString)
        .asString()
        .startsWith("dinggate.database.url: cannot connect")
        .doesNotContain("planted-password");
  }

  @Test
  void anotherDatabaseIsRefused() {
    assertThat(faults(Map.of("dinggate.database.url", "jdbc:h2:mem:x")))
        .extracting(StartupFault::key)
        .containsExactly("dinggate.database.url");
  }

  private static List<StartupFault> faults(EmbeddedPostgres postgres, String database) {
    return faults(
        Map.of(
            "dinggate.database.url",
            postgres.getJdbcUrl("postgres", database),
            "dinggate.database.username",
            "postgres"));
  }

  private static List<StartupFault> faults(EmbeddedPostgres postgres, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("dinggate.database.url", postgres.getJdbcUrl("postgres", "postgres"));
    settings.put("dinggate.database.username", "postgres");
    return faults(settings);
  }

  private static List<StartupFault> faults(Map<String, String> settings) {
    return new DatabaseCheck()
        .faults(
            new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
  }
}
