package io.dinggate.local.testing;

import io.dinggate.platform.keys.InitCommand;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * What every test of the local-service runs on: an embedded PostgreSQL that really makes its
 * commits durable, free ports, and where the {@link FakeCloud} will listen. One set for all test
 * classes, so that Quarkus starts once.
 */
public final class LocalServiceResources implements QuarkusTestResourceLifecycleManager {

  static final String FAKE_CLOUD_PORT = "test.fake-cloud.port";

  private EmbeddedPostgres postgres;
  private Path files;

  @Override
  public Map<String, String> start() {
    try {
      postgres = DurablePostgres.start();
      files = Files.createTempDirectory("dinggate-local-test");
      if (InitCommand.run("--keys-dir", files.resolve("keys").toString()) != 0) {
        throw new IllegalStateException("no keys");
      }
      var port = freePort();
      var cloudPort = freePort();
      return Map.ofEntries(
          Map.entry("dinggate.http.host", "localhost"),
          Map.entry("dinggate.management.host", "localhost"),
          Map.entry("quarkus.http.test-port", "" + port),
          Map.entry("quarkus.management.test-port", "" + freePort()),
          Map.entry("dinggate.public-url", "http://localhost:" + port),
          Map.entry("dinggate.keys-dir", files.resolve("keys").toString()),
          Map.entry("dinggate.clients-file", TestClients.write(files).toString()),
          Map.entry("dinggate.database.url", postgres.getJdbcUrl("postgres", "postgres")),
          Map.entry("dinggate.database.username", "postgres"),
          Map.entry("dinggate.cloud.url", "http://localhost:" + cloudPort),
          Map.entry("dinggate.cloud.client-id", FakeCloud.CLIENT_ID),
          Map.entry("dinggate.cloud.client-secret", FakeCloud.CLIENT_SECRET),
          Map.entry("dinggate.cloud.connect-timeout", "PT1S"),
          Map.entry("dinggate.cloud.read-timeout", "PT2S"),
          Map.entry("dinggate.cloud.circuit.delay", "PT1S"),
          // Its calls would come between those that tests count; they let it read by hand.
          Map.entry("dinggate.feed.enabled", "false"),
          Map.entry("dinggate.directory.enabled", "false"),
          Map.entry("dinggate.message.forward.poll", "PT0.1S"),
          Map.entry("dinggate.message.forward.retry-min", "PT0.02S"),
          Map.entry("dinggate.message.forward.retry-max", "PT0.2S"),
          Map.entry(TestClients.DIRECTORY, files.toString()),
          Map.entry(FAKE_CLOUD_PORT, "" + cloudPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try (var left = Files.walk(files)) {
      postgres.close();
      for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory for files that end with the test. */
  Path files() {
    return files;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
