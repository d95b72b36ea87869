package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dinggate.e2e.Launch.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the packaged services start, and how they say why they do not. */
@ExtendWith(SharedStack.class)
class StartupIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Stack stack;
  private final StartLogs startLogs;
  @TempDir private Path directory;

  StartupIT(Stack stack, StartLogs startLogs) {
    this.stack = stack;
    this.startLogs = startLogs;
  }

  @Test
  void nothingIsWarnedOfAtTheStart() {
    startLogs
        .byService()
        .forEach(
            (service, log) ->
                assertThat(log.lines())
                    .as(service)
                    .isNotEmpty()
                    .noneMatch(
                        line -> line.matches(".*\\b(WARN|WARNING|ERROR|FATAL|SEVERE)\\b.*")));
  }

  /** One that is held up must not hold up all the others (ADR 0014). */
  @Test
  void virtualThreadsHaveMoreCarriersThanASmallMachineHasProcessors() throws IOException {
    assumeThat(Images.ofProperties()).as("processes of this machine").isEmpty();
    var carriers = Math.max(4, Runtime.getRuntime().availableProcessors());
    for (var service : List.of(stack.cloud(), stack.local(Stack.EAST))) {
      assertThat(jcmd(service.pid(), "Thread.vthread_scheduler"))
          .anyMatch(line -> line.contains("parallelism = " + carriers + ","));
      assertThat(jcmd(service.pid(), "Thread.print"))
          .as("is watched over")
          .anyMatch(line -> line.startsWith("\"carrier-watch\""));
    }
  }

  @Test
  void cloudNamesEverythingThatIsWrongAtOnce() {
    var ended =
        run(
            "cloud-service",
            Map.of(
                "dinggate.public-url", "http://cloud.example",
                "dinggate.registry-file", directory.resolve("no-registry.yaml").toString(),
                "dinggate.keys-dir", directory.resolve("no-keys").toString()));

    assertRefused(
        ended,
        "dinggate.public-url",
        "dinggate.registry-file",
        "dinggate.keys-dir",
        "dinggate.data-dir");
  }

  @Test
  void localNamesEverythingThatIsWrongAtOnce() {
    var ended =
        run(
            "local-service",
            Map.of(
                "dinggate.public-url",
                "http://site.example",
                "dinggate.keys-dir",
                directory.resolve("no-keys").toString(),
                "dinggate.clients-file",
                directory.resolve("no-clients.yaml").toString(),
                "dinggate.cloud.url",
                "http://cloud.example"));

    assertRefused(
        ended,
        "dinggate.public-url",
        "dinggate.keys-dir",
        "dinggate.clients-file",
        "dinggate.database.url",
        "dinggate.cloud.url",
        "dinggate.cloud.client-id",
        "dinggate.cloud.client-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloud-service", "local-service"})
  void variableThatNobodyReadsStopsTheStart(String module) {
    var settings = new HashMap<>(goodSettings(module));
    settings.put("dinggate.pubilc-url", "https://a.misspelt.key");

    var ended = run(module, settings);

    assertThat(ended.exit()).isNotZero();
    assertThat(ended.output()).containsIgnoringCase("pubilc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloud-service", "local-service"})
  void portThatIsTakenIsNamed(String module) throws Exception {
    try (var other = new ServerSocket(0)) {
      var settings = new HashMap<>(goodSettings(module));
      settings.put("dinggate.http.port", "" + other.getLocalPort());

      var ended = run(module, settings);

      assertThat(ended.exit()).isNotZero();
      assertThat(ended.output()).contains("" + other.getLocalPort());
    }
  }

  @Test
  void registryThatMakesNoSenseStopsTheStartWithEveryFault() throws Exception {
    var registry = directory.resolve("registry.yaml");
    Files.writeString(
        registry,
        """
        apps:
          - id: a
            kind: robot
            client-id: key
            client-secret: hidden-secret-1
            colour: red
        sites: []
        """);
    var settings = new HashMap<>(goodSettings("cloud-service"));
    settings.put("dinggate.registry-file", registry.toString());

    var ended = run("cloud-service", settings);

    assertRefused(ended, "dinggate.registry-file", "kind", "colour");
    assertThat(ended.output()).doesNotContain("hidden-secret-1");
  }

  @Test
  void secondCloudKeepsOutOfTheFirstOnesDatabase() {
    var settings = new HashMap<>(goodSettings("cloud-service"));
    settings.put("dinggate.data-dir", stack.cloudData().toString());

    assertRefused(run("cloud-service", settings), "dinggate.data-dir");
  }

  private static List<String> jcmd(long pid, String command) throws IOException {
    var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(program, Long.toString(pid), command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      return output.lines().toList();
    }
  }

  private static void assertRefused(Ended ended, String... keys) {
    assertThat(ended.exit()).as("exit code").isNotZero();
    assertThat(ended.output()).contains(keys).doesNotContain("\tat ");
  }

  /** What the service of the stack itself runs with, on ports and directories of its own. */
  private Map<String, String> goodSettings(String module) {
    var running = module.equals("cloud-service") ? stack.cloud() : stack.local(Stack.EAST);
    var settings = new HashMap<>(running.settings());
    var ports = Ports.free();
    settings.put("dinggate.http.port", "" + ports.of(Listener.CLOUD));
    settings.put("dinggate.management.port", "" + ports.of(Listener.CLOUD_MANAGEMENT));
    settings.computeIfPresent(
        "dinggate.data-dir", (_, _) -> newDirectory(directory.resolve("data")));
    return settings;
  }

  private Ended run(String module, Map<String, String> settings) {
    var jar = Path.of("../..", module, "target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    return new Launch(jar, List.of(), settings, directory, directory.resolve("output.log"))
        .run(SOON);
  }

  private static String newDirectory(Path path) {
    try {
      return Files.createDirectories(path).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
