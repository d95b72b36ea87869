package io.dinggate.bench.start;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Launch;
import io.dinggate.e2e.Service;
import io.dinggate.e2e.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A subject in one packaging. Not thread-safe. */
final class Variant {

  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final int WARM_REQUESTS = 20;
  private static final long TRAINED_WITHIN_SECONDS = 300;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Subject subject;
  private final Packaging packaging;
  private final Stack stack;
  private final Path jar;
  private final Path cache;
  private final Service service;

  Variant(Subject subject, Packaging packaging, Stack stack, Path home) {
    this.subject = subject;
    this.packaging = packaging;
    this.stack = stack;
    var directory = home.resolve(subject.module()).resolve("target").resolve(packaging.directory());
    this.jar = directory.resolve("quarkus-run.jar");
    this.cache = directory.resolve("app.aot");
    if (!Files.exists(jar)) {
      throw new BenchException(
          subject.name() + " is not packaged as " + packaging.text() + ": use deploy/bench/run");
    }
    this.service =
        switch (packaging) {
          case FAST_JAR -> service("", List.of());
          case AOT -> service("", List.of("-XX:AOTCache=" + cache));
        };
  }

  Subject subject() {
    return subject;
  }

  Packaging packaging() {
    return packaging;
  }

  /** One start that does not count; with an AOT cache the one that trains it. */
  void prepare() {
    switch (packaging) {
      case FAST_JAR -> start();
      case AOT -> train();
    }
  }

  /** Starts it, looks at it and stops it. */
  Start start() {
    try {
      var begin = System.nanoTime();
      service.start();
      service.awaitReady(LOOK_EVERY);
      var took = Duration.ofNanos(System.nanoTime() - begin);
      var ready = Memory.of(service.pid());
      for (var request = 0; request < WARM_REQUESTS; request++) {
        get(subject.url().resolve(subject.constant()), true);
      }
      return new Start(took, ready, Memory.of(service.pid()));
    } finally {
      service.stop();
    }
  }

  private void train() {
    try {
      Files.deleteIfExists(cache);
    } catch (IOException e) {
      throw new BenchException("cannot remove an earlier AOT cache", e);
    }
    var training = service("-training", List.of("-XX:AOTCacheOutput=" + cache));
    training.start();
    training.awaitReady();
    get(subject.url().resolve(subject.constant()), true);
    subject.training().forEach(path -> get(subject.url().resolve(path), false));
    get(subject.management().resolve("/q/metrics"), true);
    end(training);
    if (!Files.exists(cache)) {
      throw new BenchException("The training run of " + subject.name() + " left no AOT cache");
    }
  }

  /** Waits for the cache to be written, which is longer than a service takes to stop. */
  private static void end(Service training) {
    var process = ProcessHandle.of(training.pid()).orElseThrow();
    process.destroy();
    try {
      process.onExit().get(TRAINED_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new BenchException("A training run did not end", e);
    } finally {
      training.stop();
    }
  }

  private Service service(String suffix, List<String> more) {
    var options = new ArrayList<>(StartBench.OPTIONS);
    options.addAll(more);
    var log = "start-" + subject.name() + "-" + packaging.directory() + suffix + ".log";
    var launch =
        new Launch(
            jar,
            options,
            List.of(),
            subject.settings(),
            stack.directory(),
            stack.logs().resolve(log));
    return stack.service(subject.name(), launch, subject.url(), subject.management());
  }

  private static void get(URI address, boolean wellDone) {
    try {
      var status =
          HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
              .statusCode();
      if (wellDone && status != 200) {
        throw new BenchException(address.getPath() + " answered " + status);
      }
    } catch (IOException e) {
      throw new BenchException("no answer from " + address.getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
