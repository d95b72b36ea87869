package io.dinggate.bench.stub;

import io.dinggate.bench.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The process of {@link StubMain}, as the bench sees it; it ends with the bench. */
public final class Stub implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Process process;
  private final URI url;

  private Stub(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it on a free port; with the JDK and the classes of this JVM. */
  public static Stub start() {
    try {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  StubMain.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      var port = out.readLine();
      if (port == null) {
        throw new BenchException("the stub that stands for DingTalk did not start");
      }
      return new Stub(process, URI.create("http://localhost:" + port));
    } catch (IOException e) {
      throw new BenchException("cannot start the stub that stands for DingTalk", e);
    }
  }

  /** Where it listens, for both hosts of DingTalk's. */
  public URI url() {
    return url;
  }

  /** Where messages are sent to. */
  public URI send() {
    return url.resolve(StubMain.SEND);
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** How many messages it has got. */
  public int count() {
    return Integer.parseInt(get("/bench/count"));
  }

  /** All messages that it has got, in order. */
  public List<Arrival> arrivals() {
    return Arrivals.parse(get("/bench/arrivals"));
  }

  /**
   * Waits until it has got that many messages.
   *
   * @throws BenchException when it has not after so many seconds
   */
  public void await(int messages, int seconds) {
    try {
      Awaitility.await()
          .pollInterval(LOOK_EVERY)
          .atMost(Duration.ofSeconds(seconds))
          .until(() -> count() >= messages);
    } catch (ConditionTimeoutException e) {
      throw new BenchException(
          "of %d messages only %d came to DingTalk within %d s"
              .formatted(messages, count(), seconds),
          e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }

  private String get(String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(url.resolve(path)).build(),
              BodyHandlers.ofString(StandardCharsets.UTF_8))
          .body();
    } catch (IOException e) {
      throw new BenchException("the stub that stands for DingTalk does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
