package io.dinggate.local.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An embedded PostgreSQL with the durability that it has by default everywhere else. */
public final class DurablePostgres {

  private DurablePostgres() {}

  /** One that runs until it is closed. */
  public static EmbeddedPostgres start() throws IOException {
    return builder().start();
  }

  /** One to change further. */
  public static EmbeddedPostgres.Builder builder() throws IOException {
    // The default directory is shared by all users of a machine; the one who comes second could not
    // write to it.
    var binaries =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "dinggate-postgres-" + System.getProperty("user.name"));
    Files.createDirectories(binaries);
    return EmbeddedPostgres.builder()
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setOverrideWorkingDirectory(binaries.toFile())
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on");
  }
}
