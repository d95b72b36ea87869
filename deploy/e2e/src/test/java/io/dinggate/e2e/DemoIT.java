package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/demo} itself, as root and as an ordinary user. */
class DemoIT {

  private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
  private static final int MINUTES = 4;
  private static final int MINUTES_WITH_BUILD = 30;
  private static final Pattern LOGS = Pattern.compile("(?m)^The logs are in (.+)$");
  private static final int LAST_LINES = 20;
  private static final int LINE_LENGTH = 300;

  @TempDir private Path directory;
  private Path copy = Path.of("");

  @AfterEach
  void removeCopy() {
    if (!copy.toString().isEmpty()) {
      Directories.delete(copy);
    }
  }

  @Test
  void checkWalksTheMainJobAndEndsWithZero() throws Exception {
    var ended = run(List.of(HOME.resolve("deploy/demo").toString(), "--check"));

    assertWalked(ended);
  }

  @Test
  void checkWorksForAnOrdinaryUserToo() throws Exception {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "this user is an ordinary one already, and cannot become another");
    copy = Files.createTempDirectory("dinggate-demo-copy-");
    copyForNobody();

    var ended = run(asNobody(copy.resolve("deploy/demo")));

    assertWalked(ended);
  }

  /** What everybody does first; as root it is done by an ordinary user. */
  @Test
  @Tag("full")
  void cleanCloneIsBuiltAndWalkedByAnOrdinaryUser() throws Exception {
    assumeTrue(Files.exists(HOME.resolve(".git")), "these files are no clone that could be cloned");
    copy = Files.createTempDirectory("dinggate-demo-clone-");
    var clone = copy.resolve("clone");
    succeed("git", "clone", "--quiet", "--no-hardlinks", HOME.toString(), clone.toString());
    var demo = clone.resolve("deploy/demo");
    List<String> command;
    if (System.getProperty("user.name").equals("root")) {
      var repository = copy.resolve("repository");
      succeed("cp", "-a", System.getProperty("localRepository"), repository.toString());
      succeed("chown", "-R", "nobody:nogroup", copy.toString());
      command = asNobody(demo, "MAVEN_OPTS=-Dmaven.repo.local=" + repository);
    } else {
      command = List.of(demo.toString(), "--check");
    }

    var ended = run(MINUTES_WITH_BUILD, command);

    assertThat(ended.output()).contains("Building DingGate first");
    assertWalked(ended);
  }

  @Test
  void takenPortIsNamedWithTheOptionThatMovesIt() throws Exception {
    try (var other = new ServerSocket(0)) {
      var ended =
          run(
              List.of(
                  HOME.resolve("deploy/demo").toString(),
                  "--check",
                  "--cloud-port",
                  "" + other.getLocalPort()));

      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.output()).contains("" + other.getLocalPort(), "--cloud-port");
    }
  }

  private static void assertWalked(Launch.Ended ended) {
    assertThat(ended.output())
        .as(() -> "the ends of the logs" + endsOfLogs(ended.output()))
        .doesNotContain("FAILED", "skipped")
        .containsPattern("(?m)^ 1\\. ok ");
    assertThat(ended.exit()).isZero();
  }

  /** Of the logs that a demo names when a step has failed: they go with the machine. */
  private static String endsOfLogs(String output) {
    var named = LOGS.matcher(output);
    if (!named.find()) {
      return ": none named";
    }
    try (var logs = Files.newDirectoryStream(Path.of(named.group(1)), "*.log")) {
      var ends = new StringBuilder();
      for (var log : logs) {
        var lines = Files.readAllLines(log);
        ends.append(System.lineSeparator()).append(log.getFileName()).append(':');
        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
            .map(line -> line.substring(0, Math.min(LINE_LENGTH, line.length())))
            .forEach(line -> ends.append(System.lineSeparator()).append("  ").append(line));
      }
      return ends.toString();
    } catch (IOException e) {
      return ": " + e;
    }
  }

  /** What the demo needs of a checkout that is built, for a user who may not read ours. */
  private void copyForNobody() throws Exception {
    var parts =
        List.of(
            "pom.xml",
            "deploy/demo",
            "deploy/lib.sh",
            "deploy/e2e/target/classes",
            "deploy/e2e/target/lib",
            "cloud-service/target/quarkus-app",
            "local-service/target/quarkus-app");
    for (var part : parts) {
      var target = copy.resolve(part);
      Files.createDirectories(target.getParent());
      succeed("cp", "-a", HOME.resolve(part).toString(), target.toString());
    }
    var launcher = copy.resolve("deploy/e2e/target/e2e-copy.jar");
    Files.createFile(launcher); // newer than every source: nothing to build
    succeed("chown", "-R", "nobody:nogroup", copy.toString());
  }

  /** Checks the demo as a user who has no home. */
  private static List<String> asNobody(Path demo, String... environment) {
    return Stream.of(
            Stream.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"),
            Stream.of("env", "HOME=/nonexistent"),
            Stream.of(environment),
            Stream.of(demo.toString(), "--check"))
        .flatMap(Function.identity())
        .toList();
  }

  private void succeed(String... command) throws IOException, InterruptedException {
    var ended = run(List.of(command));
    assertThat(ended.exit()).as(ended.output()).isZero();
  }

  private Launch.Ended run(List<String> command) throws IOException, InterruptedException {
    return run(MINUTES, command);
  }

  private Launch.Ended run(int minutes, List<String> command)
      throws IOException, InterruptedException {
    var output = Files.createTempFile(directory, "output", ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.redirectOutput(output.toFile()).start();
    if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + Files.readString(output));
    }
    return new Launch.Ended(process.exitValue(), Files.readString(output));
  }
}
