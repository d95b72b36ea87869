package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path directory;

  @Test
  void guardedProcessDiesWithAJvmThatIsKilled() throws IOException {
    var jvm = jvmThatGuardsAProcess();
    var guarded = pidFrom(jvm);
    assertThat(isAlive(guarded)).isTrue();

    jvm.destroyForcibly();

    await().atMost(SOON).until(() -> !isAlive(guarded));
  }

  @Test
  void releasedProcessIsLeftAlone() throws IOException {
    var other = sleeper();
    try (var watchdog = new Watchdog(directory.resolve("processes"))) {
      watchdog.guard(other.pid());
      watchdog.release(other.pid());
    }

    assertThat(other.isAlive()).isTrue();
    other.destroyForcibly();
  }

  @Test
  void processThatIsStillGuardedAtTheEndIsKilled() throws IOException {
    var other = sleeper();
    try (var watchdog = new Watchdog(directory.resolve("processes"))) {
      watchdog.guard(other.pid());
    }

    await().atMost(SOON).until(() -> !other.isAlive());
  }

  private Process jvmThatGuardsAProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Guarding.class.getName(),
            directory.resolve("processes").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long pidFrom(Process jvm) throws IOException {
    return Long.parseLong(jvm.inputReader().readLine());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Process sleeper() throws IOException {
    return new ProcessBuilder("sleep", "600").start();
  }

  /** A JVM that starts a process, guards it and stays. */
  static final class Guarding {

    public static void main(String[] arguments) throws IOException, InterruptedException {
      var process = sleeper();
      new Watchdog(Path.of(arguments[0])).guard(process.pid());
      System.out.println(process.pid());
      process.waitFor();
    }
  }
}
