package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final URI NOWHERE = URI.create("http://localhost:1");

  @TempDir private Path directory;
  private Watchdog watchdog;

  @BeforeEach
  void beginWatch() throws IOException {
    watchdog = new Watchdog(directory.resolve("processes"));
  }

  @AfterEach
  void endWatch() {
    watchdog.close();
  }

  @Test
  void endThatNobodyAskedForIsTold() {
    var service = started("echo nothing moves any more; exit 70");
    await().atMost(SOON).until(() -> service.endsWithin(Duration.ZERO));

    assertThatThrownBy(service::close)
        .isInstanceOf(StackException.class)
        .hasMessageContainingAll(
            "The pump ended by itself, with the exit code 70.", "nothing moves any more");
  }

  @Test
  void endThatWasAskedForIsNoFault() {
    assertThatCode(started("exec sleep 60")::close).doesNotThrowAnyException();

    var killed = started("exec sleep 60");
    killed.kill9();
    assertThatCode(killed::close).doesNotThrowAnyException();
  }

  /**
   * As when Ctrl-C ends a demo: the services get it from the terminal, and a JVM ends with 128 and
   * the number of the signal. No signal is sent here: whoever runs this may have it ignored, as
   * nohup does, and no shell can change that.
   */
  @ParameterizedTest
  @ValueSource(ints = {129, 130, 143})
  void endThatASignalAskedForIsNoFault(int exitCode) {
    var service = started("exit " + exitCode);
    await().atMost(SOON).until(() -> service.endsWithin(Duration.ZERO));

    assertThatCode(service::close).doesNotThrowAnyException();
  }

  @Test
  void killBySomebodyElseIsTold() {
    var service = started("kill -KILL $$");
    await().atMost(SOON).until(() -> service.endsWithin(Duration.ZERO));

    assertThatThrownBy(service::close).hasMessageContaining("with the exit code 137.");
  }

  @Test
  void endIsToldOfTheProcessThatRanLast() {
    var service = started("test -e second && exit 3; touch second; exec sleep 60");
    await().atMost(SOON).until(() -> Files.exists(directory.resolve("second")));
    service.kill9();
    service.start();
    await().atMost(SOON).until(() -> service.endsWithin(Duration.ZERO));

    assertThatThrownBy(service::close).hasMessageContaining("with the exit code 3.");
  }

  @Test
  void endWhileStartingIsToldOnce() {
    var service = started("exit 1");

    assertThatThrownBy(service::awaitReady).hasMessageContaining("ended while starting");
    assertThatCode(service::close).doesNotThrowAnyException();
  }

  private Service started(String script) {
    var service =
        new Service(
            new Program(
                "pump", new Shell(script, directory, directory.resolve("log")), NOWHERE, NOWHERE),
            watchdog);
    service.start();
    return service;
  }

  private record Shell(String script, Path directory, Path log) implements Start {

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public Process start() {
      try {
        Files.writeString(log, "");
        return new ProcessBuilder("/bin/sh", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
      } catch (IOException e) {
        throw new StackException("cannot start a shell", e);
      }
    }
  }
}
