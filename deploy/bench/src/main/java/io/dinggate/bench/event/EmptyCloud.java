package io.dinggate.bench.event;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Launch;
import io.dinggate.e2e.Service;
import io.dinggate.e2e.Stack;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Quarkus with the extensions of the cloud-service, and an endpoint that answers a constant. */
final class EmptyCloud implements AutoCloseable {

  private final Service service;

  private EmptyCloud(Service service) {
    this.service = service;
  }

  /** Beside a stack, ready. */
  static EmptyCloud beside(Stack stack, Path home) {
    var jar = home.resolve("deploy/bench/empty-cloud/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new BenchException("empty-cloud is not packaged: use deploy/bench/run");
    }
    var port = freePort();
    var management = freePort();
    var settings =
        Map.of(
            "bench.http.port", "" + port,
            "bench.management.port", "" + management,
            "bench.data-dir", stack.directory().toString());
    var log = stack.logs().resolve("empty-cloud.log");
    var launch = new Launch(jar, List.of(), settings, stack.directory(), log);
    var service = stack.service("empty-cloud", launch, local(port), local(management));
    service.start();
    service.awaitReady();
    return new EmptyCloud(service);
  }

  /** What reads a body and answers a constant. */
  URI constant() {
    return service.url().resolve("/constant");
  }

  private static URI local(int port) {
    return URI.create("http://localhost:" + port);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchException("no port is free", e);
    }
  }

  @Override
  public void close() {
    service.stop();
  }
}
