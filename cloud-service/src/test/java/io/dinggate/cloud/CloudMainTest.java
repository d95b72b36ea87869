package io.dinggate.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.testing.MainProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as an operator meets it before it serves: {@code init}, and a refused start. */
class CloudMainTest {

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
    var registry = Files.writeString(directory.resolve("registry.yaml"), "apps: 5\nmore: 1\n");

    var run =
        run(
            Map.of(
                "DINGGATE_PUBLIC_URL", "http://cloud.example",
                "DINGGATE_REGISTRY_FILE", registry.toString(),
                "DINGGATE_KEYS_DIR", directory.resolve("none").toString(),
                "DINGGATE_DINGTALK_CONNECT_TIMEOUT", "soon",
                "DINGGATE_DINGTALK_PROXY", "nowhere",
                "DINGGATE_EVENT_ATTEMPTS", "0",
                "DINGGATE_MESSAGE_LEASE", "PT10S",
                "DINGGATE_TYPING_MISTAKE", "1",
                "DINGGATE_HTTP_HOST", "not an address",
                "DINGGATE_HTTP_PORT", "eighty"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains(
            "dinggate.public-url: must be https",
            "dinggate.data-dir: is missing",
            "dinggate.registry-file: apps: must be a list",
            "dinggate.registry-file: more: is not known here",
            "dinggate.keys-dir: ",
            "dinggate.dingtalk.connect-timeout: Invalid duration",
            "dinggate.dingtalk.proxy: must be host:port",
            "dinggate.event.attempts: must be 1 at least",
            "dinggate.message.lease: must be more than dinggate.dingtalk.call-timeout + ",
            "DINGGATE_TYPING_MISTAKE: ",
            "dinggate.http.host: ",
            "dinggate.http.port: ")
        .doesNotContain("Exception", "\tat ");
  }

  private MainProcess run(Map<String, String> environment, String... arguments) throws Exception {
    return MainProcess.run(CloudMain.class, directory, environment, arguments);
  }
}
