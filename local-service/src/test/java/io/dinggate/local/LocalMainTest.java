package io.dinggate.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.testing.MainProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as an operator meets it before it serves: {@code init}, and a refused start. */
class LocalMainTest {

  @TempDir Path directory;

  @Test
  void initWritesKeysAndPrintsAClientOnce() throws Exception {
    var run = run(Map.of(), "init", "--keys-dir", directory.resolve("keys").toString());

    assertThat(run.code()).isZero();
    assertThat(run.output()).contains("client_id=", "client_secret=", "client_secret_hash=sha256$");
    assertThat(directory.resolve("keys/index.key")).exists();
  }

  @Test
  void everyFaultIsInOneListThatNamesItsKey() throws Exception {
    var clients = Files.writeString(directory.resolve("clients.yaml"), "null\n");

    var run =
        run(
            Map.of(
                "DINGGATE_PUBLIC_URL", "http://site.example",
                "DINGGATE_CLIENTS_FILE", clients.toString(),
                "DINGGATE_CLOUD_PROXY", "proxy:99999",
                "DINGGATE_CLOUD_READ_TIMEOUT", "PT0S",
                "DINGGATE_CLOUD_CIRCUIT_FAILURE_RATIO", "50",
                "DINGGATE_MESSAGE_RETENTION", "PT0S",
                "DINGGATE_TYPING_MISTAKE", "1",
                "DINGGATE_HTTP_PORT", "eighty"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains(
            "dinggate.public-url: must be https",
            "dinggate.keys-dir: is missing",
            "dinggate.clients-file: " + clients + ": is empty",
            "dinggate.database.url: is missing",
            "dinggate.cloud.proxy: must have a port",
            "dinggate.cloud.read-timeout: must be PT0.001S at least",
            "dinggate.cloud.circuit.failure-ratio: must be 1 at most",
            "dinggate.message.retention: must be PT0.001S at least",
            "DINGGATE_TYPING_MISTAKE: ",
            "dinggate.http.port: ")
        .doesNotContain("Exception", "\tat ");
  }

  private MainProcess run(Map<String, String> environment, String... arguments) throws Exception {
    return MainProcess.run(LocalMain.class, directory, environment, arguments);
  }
}
