package io.dinggate.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One of our services as a process of its own, run from its packaged jar; its output goes to a log
 * file. Not thread-safe, except for {@link #kill9}.
 */
public final class Service implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
  private static final int TAIL = 40;

  /**
   * Exit codes of a service that SIGHUP, SIGINT (Ctrl-C, which all of a terminal get) or SIGTERM
   * ended.
   */
  private static final Set<Integer> ASKED_BY_SIGNAL = Set.of(129, 130, 143);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final Program program;
  private final Watchdog watchdog;
  private @Nullable volatile Process process;

  /** Whether its end was asked for here, or told to whoever waited for its start. */
  private volatile boolean endExpected;

  Service(Program program, Watchdog watchdog) {
    this.program = program;
    this.watchdog = watchdog;
  }

  /** Where its callers find it. */
  public URI url() {
    return program.url();
  }

  /** Where its health and metrics are, without a path. */
  public URI management() {
    return program.management();
  }

  /** The settings that it runs with, secrets among them. */
  public Map<String, String> settings() {
    return program.launch().settings();
  }

  /** Everything it has written, over all its restarts. */
  public Path log() {
    return program.launch().log();
  }

  /** The id of its process. */
  public long pid() {
    var running = process;
    if (running == null) {
      throw new StackException("the " + program.name() + " does not run");
    }
    return running.pid();
  }

  /** Starts it and returns at once; {@link #awaitReady} waits. */
  public void start() {
    var running = process;
    if (running != null && running.isAlive()) {
      throw new StackException("the " + program.name() + " runs already");
    }
    var started = program.launch().start();
    endExpected = false;
    process = started;
    watchdog.guard(started.pid());
  }

  /**
   * Waits until it says that it is ready.
   *
   * @throws StackException with its last log lines when it ends instead, or does not get ready
   */
  public void awaitReady() {
    awaitReady(Duration.ofMillis(100));
  }

  /**
   * The same for those who measure it.
   *
   * @param lookEvery the pause between two looks
   */
  public void awaitReady(Duration lookEvery) {
    var deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!ready()) {
      if (ended(lookEvery)) {
        endExpected = true;
        throw new StackException("The " + program.name() + " ended while starting." + tail());
      }
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "The "
                + program.name()
                + " was not ready within "
                + READY_WITHIN.toSeconds()
                + " s."
                + tail());
      }
    }
  }

  /** Whether it answers that it is ready. */
  public boolean ready() {
    var request =
        HttpRequest.newBuilder(management().resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Kills it with SIGKILL; returns when the process is gone. */
  public void kill9() {
    var running = process;
    if (running != null) {
      expectEnd(running);
      running.destroyForcibly();
      awaitEnd(running, STOP_WITHIN);
    }
  }

  /** Asks it to end with SIGTERM and returns at once; {@link #endsWithin} waits. */
  public void terminate() {
    var running = process;
    if (running != null) {
      expectEnd(running);
      running.destroy();
    }
  }

  /** Waits for its end; whether it came within the time. */
  public boolean endsWithin(Duration limit) {
    var running = process;
    return running == null || awaitEnd(running, limit);
  }

  /** Asks it to end with SIGTERM, and kills it when it does not. */
  public void stop() {
    terminate();
    if (!endsWithin(STOP_WITHIN)) {
      kill9();
    }
  }

  /**
   * Ends it for good, see {@link #stop}.
   *
   * @throws StackException with its last log lines when it had ended already and nobody had asked,
   *     here or by a signal
   */
  @Override
  public void close() {
    stop();
    var ended = process;
    if (ended != null && !endExpected && !ASKED_BY_SIGNAL.contains(ended.exitValue())) {
      throw new StackException(
          "The "
              + program.name()
              + " ended by itself, with the exit code "
              + ended.exitValue()
              + "."
              + tail());
    }
  }

  /** Stops it if it runs, starts it again and waits until it is ready. */
  public void restart() {
    stop();
    start();
    awaitReady();
  }

  private void expectEnd(Process running) {
    if (running.isAlive()) {
      endExpected = true;
    }
  }

  private boolean awaitEnd(Process running, Duration within) {
    try {
      if (!running.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      watchdog.release(running.pid());
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private boolean ended(Duration within) {
    var running = process;
    if (running == null) {
      return true;
    }
    try {
      running.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new StackException("cannot watch the " + program.name(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
      var last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
      return " The end of "
          + log()
          + ":"
          + System.lineSeparator()
          + String.join(System.lineSeparator(), last);
    } catch (IOException e) {
      return " It left no log.";
    }
  }

  private static StackException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StackException("interrupted", e);
  }
}
