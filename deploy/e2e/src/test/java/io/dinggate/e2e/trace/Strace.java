package io.dinggate.e2e.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The machine's own strace, watching the writes and syncs of a process from its start. */
public final class Strace {

  private static final Path PROGRAM = Path.of("/usr/bin/strace");
  private static final int LONGEST_TEXT = 16_384;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Path output;

  private Strace(Path output) {
    this.output = output;
  }

  /** Prepares a trace into that file; the test is skipped where none can be made. */
  public static Strace into(Path output) {
    assumeTrue(Files.isExecutable(PROGRAM), "strace is missing (Debian: apt-get install strace)");
    assumeTrue(canTrace(), "this user may not trace processes on this machine");
    return new Strace(output);
  }

  /** The command that another one is to be put behind; its process is that of the other. */
  public List<String> command() {
    return List.of(
        PROGRAM.toString(),
        "--follow-forks",
        "--seccomp-bpf",
        "--daemonize=pgroup",
        "--decode-fds=all",
        "--quiet=attach,personality",
        "--string-limit=" + LONGEST_TEXT,
        "--trace=" + SystemCall.watched(),
        "--output=" + output);
  }

  /** Why an answer cannot be trusted, see {@link Trace#answeredTooEarly}; after the end. */
  public Optional<String> answeredTooEarly(String file, String row, String answer) {
    return Trace.of(lines()).answeredTooEarly(file, row, answer);
  }

  /** Waits until all is written down about a process that has ended. */
  public void awaitEnd(long pid) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(lines()).anyMatch(line -> Trace.isEnd(line, pid)));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(output, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean canTrace() {
    try {
      var probe =
          new ProcessBuilder(PROGRAM.toString(), "-f", "-D", "-o", "/dev/null", "/bin/true")
              .redirectErrorStream(true)
              .start();
      return new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).isBlank()
          && probe.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
