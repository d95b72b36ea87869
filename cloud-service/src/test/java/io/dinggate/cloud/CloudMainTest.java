package io.dinggate.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
            "DINGGATE_TYPING_MISTAKE: ",
            "dinggate.http.host: ",
            "dinggate.http.port: ")
        .doesNotContain("Exception", "\tat ");
  }

  private Run run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                CloudMain.class.getName()));
    command.addAll(List.of(arguments));
    var output = directory.resolve("output.txt");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DINGGATE_"));
    builder.environment().putAll(environment);
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  private record Run(int code, String output) {}
}
