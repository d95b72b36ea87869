package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/demo} itself, as root and as an ordinary user. */
class DemoIT {

  private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
  private static final int MINUTES = 4;

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

    var ended =
        run(
            List.of(
                "setpriv",
                "--reuid=nobody",
                "--regid=nogroup",
                "--clear-groups",
                "env",
                "HOME=/nonexistent",
                copy.resolve("deploy/demo").toString(),
                "--check"));

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
        .doesNotContain("FAILED", "skipped")
        .containsPattern("(?m)^ 1\\. ok ");
    assertThat(ended.exit()).isZero();
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
      assertThat(run(List.of("cp", "-a", HOME.resolve(part).toString(), target.toString())).exit())
          .isZero();
    }
    var launcher = copy.resolve("deploy/e2e/target/e2e-copy.jar");
    Files.createFile(launcher); // newer than every source: nothing to build
    assertThat(run(List.of("chown", "-R", "nobody:nogroup", copy.toString())).exit()).isZero();
  }

  private Launch.Ended run(List<String> command) throws IOException, InterruptedException {
    var output = Files.createTempFile(directory, "output", ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.redirectOutput(output.toFile()).start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + Files.readString(output));
    }
    return new Launch.Ended(process.exitValue(), Files.readString(output));
  }
}
