package io.dinggate.bench.send;

import static org.awaitility.Awaitility.await;

import io.dinggate.bench.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** Two plain proxies of nginx, one behind the other, before an address. */
final class Nginx implements AutoCloseable {

  private static final String CONFIG =
      """
      daemon off;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log %1$s/error.log;
      events { worker_connections 256; }
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        upstream next { server 127.0.0.1:%3$d; keepalive 16; }
        server {
          listen 127.0.0.1:%2$d;
          location / {
            proxy_pass http://next;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
          }
        }
      }
      """;

  /** Ends nginx when its standard input ends, however that comes about. */
  private static final String SCRIPT =
      "\"$1\" -p \"$2\" -c \"$2/nginx.conf\" </dev/null & cat >/dev/null; kill $!; wait $!";

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Process first;
  private final Process second;
  private final int port;

  private Nginx(Process first, Process second, int port) {
    this.first = first;
    this.second = second;
    this.port = port;
  }

  /** The program, where it is installed. */
  static Optional<Path> program() {
    var directories =
        Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
            Stream.of("/usr/sbin"));
    return directories
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts both, with their files in a directory. */
  static Nginx before(Path program, URI address, Path directory) {
    try {
      var secondPort = freePort();
      var second = start(program, directory.resolve("nginx-2"), secondPort, address.getPort());
      var firstPort = freePort();
      var first = start(program, directory.resolve("nginx-1"), firstPort, secondPort);
      var both = new Nginx(first, second, firstPort);
      awaitPort(secondPort);
      awaitPort(firstPort);
      return both;
    } catch (IOException e) {
      throw new BenchException("cannot start nginx", e);
    }
  }

  /** The address as it is reached through both. */
  URI through(URI address) {
    return URI.create("http://127.0.0.1:" + port + address.getPath());
  }

  @Override
  public void close() {
    for (var process : new Process[] {first, second}) {
      try {
        process.getOutputStream().close();
        process.waitFor();
      } catch (IOException e) {
        process.destroy();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BenchException("interrupted", e);
      }
    }
  }

  private static Process start(Path program, Path directory, int port, int next)
      throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("nginx.conf"), CONFIG.formatted(directory, port, next));
    return new ProcessBuilder(
            "/bin/sh", "-c", SCRIPT, "nginx", program.toString(), directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(int port) {
    try {
      await().pollInterval(LOOK_EVERY).atMost(PATIENCE).until(() -> listens(port));
    } catch (ConditionTimeoutException e) {
      throw new BenchException("nginx does not listen", e);
    }
  }

  private static boolean listens(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
