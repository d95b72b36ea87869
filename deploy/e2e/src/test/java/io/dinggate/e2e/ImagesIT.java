package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.e2e.walk.Steps;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images as {@code deploy/container/check} has built them, and both services in containers. */
@Tag("images")
@ExtendWith(SharedStack.class)
class ImagesIT {

  private static final Pattern STARTED = Pattern.compile("started in ([\\d.]+)s");

  private final Stack stack;
  private final Images images = Images.ofProperties().orElseThrow();

  ImagesIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void mainJobWorksInContainers() {
    var steps = new Steps(new PrintStream(System.out, true, StandardCharsets.UTF_8));

    new MainJob(stack).walk(steps);

    assertThat(steps.allWell()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"cloud, cloud-service", "local-east, local-service"})
  void serviceIsAnOrdinaryUserWhoCannotChangeItsProgram(String name, String service)
      throws Exception {
    assertThat(engine("exec", "dinggate-" + name, "id", "-u").output()).isEqualTo("185\n");
    assertThat(engine("exec", "--user=0", "dinggate-" + name, "touch", "/etc/planted").output())
        .contains("Read-only file system");
    var user = engine("image", "inspect", "--format", "{{.Config.User}}", images.of(service));
    assertThat(user.output()).isEqualTo("185:0\n");
  }

  @ParameterizedTest
  @CsvSource({"cloud, cloud-service", "local-east, local-service"})
  void cacheFitsTheImagesOwnJvm(String name, String service) throws Exception {
    var command = images.run("--entrypoint=java", images.of(service));
    // As the entry point has it, except that a cache that does not fit is an error.
    command.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=app.aot", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching"));
    command.addAll(List.of("-Xms64m", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", "quarkus-run.jar"));
    command.addAll(List.of("init", "--keys-dir", "/tmp/keys"));

    var ended = ended(command);

    assertThat(ended.exit()).as(ended.output()).isZero();
    var size = engine("image", "inspect", "--format", "{{.Size}}", images.of(service)).output();
    System.out.printf(
        "[measured] image of the %s: %d MB; in a container it started in %s s%n",
        service, Long.parseLong(size.strip()) / 1_000_000, firstStart(name));
  }

  private String firstStart(String name) throws IOException {
    var started = STARTED.matcher(Files.readString(stack.logs().resolve(name + ".log")));
    assertThat(started.find()).isTrue();
    return started.group(1);
  }

  private Launch.Ended engine(String... words) throws IOException, InterruptedException {
    return ended(images.command(words));
  }

  private static Launch.Ended ended(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Launch.Ended(process.waitFor(), output);
  }
}
