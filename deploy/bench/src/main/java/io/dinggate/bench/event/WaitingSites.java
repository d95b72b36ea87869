package io.dinggate.bench.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dinggate.bench.BenchException;
import io.dinggate.bench.http.Connections;
import io.dinggate.bench.start.Memory;
import io.dinggate.e2e.Launch;
import io.dinggate.e2e.Service;
import io.dinggate.e2e.Stack;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * T5: many sites that wait at one cloud-service for an entry of their feeds, and what each of them
 * costs. The heap is as large from the start as it may become, and its pages are touched, so that
 * what grows besides the live objects is other memory.
 */
final class WaitingSites {

  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-Xms400m",
          "-Xmx400m",
          "-XX:+AlwaysPreTouch");
  private static final int OK = 200;
  private static final int AT_A_TIME = 100;
  private static final int WAIT_SECONDS = 25;
  private static final double KIB = 1024;
  private static final long PATIENCE_NANOS = 15_000_000_000L;
  private static final long LOOK_EVERY_NANOS = 100_000_000L;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Stack stack;
  private final Path home;
  private final int count;

  WaitingSites(Stack stack, Path home, int count) {
    this.stack = stack;
    this.home = home;
    this.count = count;
  }

  /**
   * What it came to.
   *
   * @param answered sites that waited in vain, and were answered so
   * @param heapBytes of each, while it waited
   * @param nativeBytes of each, while it waited
   */
  record Crowd(int answered, double heapBytes, double nativeBytes) {}

  /** Does it; the stack's own services are gone afterwards. */
  Crowd run() {
    stack.local(Stack.EAST).stop();
    stack.cloud().stop();
    var secret = stack.sandbox().world().site(Stack.EAST).clientSecret();
    register();
    var cloud = cloud();
    try (var connections = new Connections(count)) {
      var tokens = tokens(cloud, secret);
      // Everybody once: what is kept of a site, waiting or not, is there before it is looked at.
      join(tokens.stream().map(token -> poll(connections, cloud, token, 0)).toList());
      var heap = liveBytes(cloud);
      var other = Memory.of(cloud.pid()).anonymous();
      var waiting =
          tokens.stream().map(token -> poll(connections, cloud, token, WAIT_SECONDS)).toList();
      awaitWaiting(cloud);
      var heapBytes = (liveBytes(cloud) - heap) / count;
      var nativeBytes = (Memory.of(cloud.pid()).anonymous() - other) * KIB / count;
      return new Crowd(join(waiting), heapBytes, nativeBytes);
    } finally {
      cloud.stop();
    }
  }

  /** As many sites more as are to wait, each like the stack's own. */
  private void register() {
    var yaml = YAMLMapper.builder().build();
    try {
      var file = stack.registry().toFile();
      var registry = (ObjectNode) yaml.readTree(file);
      var sites = (ArrayNode) registry.path("sites");
      var like = sites.get(0);
      for (var number = 0; number < count; number++) {
        sites.add(site(like, number));
      }
      yaml.writeValue(file, registry);
    } catch (IOException e) {
      throw new BenchException("cannot register sites", e);
    }
  }

  /** With one corp: the others would only make the file longer than is read. */
  private static ObjectNode site(JsonNode like, int number) {
    ObjectNode site = like.deepCopy();
    site.put("id", id(number)).put("client-id", id(number));
    site.remove("public-keys");
    var corp = site.path("corps").get(0);
    site.putArray("corps").add(corp);
    return site;
  }

  private static String id(int number) {
    return "waiting-" + number;
  }

  private Service cloud() {
    var own = stack.cloud();
    var launch =
        new Launch(
            home.resolve("cloud-service/target/quarkus-app/quarkus-run.jar"),
            JVM,
            List.of(),
            own.settings(),
            stack.directory(),
            stack.logs().resolve("cloud-waiting.log"));
    var cloud = stack.service("cloud-service", launch, own.url(), own.management());
    cloud.start();
    cloud.awaitReady();
    return cloud;
  }

  private List<String> tokens(Service cloud, String secret) {
    var tokens = new ArrayList<String>(count);
    try (var connections = new Connections(AT_A_TIME)) {
      var asked = new ArrayList<Future<String>>(count);
      for (var number = 0; number < count; number++) {
        asked.add(token(connections, cloud, id(number), secret));
      }
      asked.forEach(token -> tokens.add(Connections.join(token)));
    }
    return tokens;
  }

  private static Future<String> token(
      Connections connections, Service cloud, String id, String secret) {
    var basic =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return connections
        .call(
            HttpMethod.POST,
            cloud.url().resolve("/oauth2/token"),
            Map.of(
                "Authorization",
                "Basic " + basic,
                "Content-Type",
                "application/x-www-form-urlencoded"),
            Buffer.buffer("grant_type=client_credentials"))
        .map(
            answer -> {
              if (answer.status() != OK) {
                throw new BenchException("the cloud gives no token: " + answer.status());
              }
              return answer.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
            });
  }

  private static Future<Boolean> poll(
      Connections connections, Service cloud, String token, int seconds) {
    return connections
        .call(
            HttpMethod.GET,
            cloud.url().resolve("/api/v1/feed?wait=" + seconds),
            Map.of("Authorization", "Bearer " + token, "Accept", "application/json"),
            Buffer.buffer())
        .map(answer -> answer.status() == OK);
  }

  private static int join(List<Future<Boolean>> answers) {
    return (int) answers.stream().filter(Connections::join).count();
  }

  /** The cloud says so itself. */
  private void awaitWaiting(Service cloud) {
    var deadline = System.nanoTime() + PATIENCE_NANOS;
    while (waiting(cloud) < count) {
      if (System.nanoTime() > deadline) {
        throw new BenchException(
            "only %d of %d sites wait at the cloud".formatted(waiting(cloud), count));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private static int waiting(Service cloud) {
    var metrics = get(cloud.management().resolve("/q/metrics"));
    return metrics
        .lines()
        .filter(line -> line.startsWith("dinggate_feed_waiting"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String get(URI address) {
    try {
      return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new BenchException("no answer from " + address.getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  /** The bytes of all live objects, by the JDK's jcmd, which collects the others first. */
  private static double liveBytes(Service cloud) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var process =
          new ProcessBuilder(jcmd, "" + cloud.pid(), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.lines()
          .filter(line -> line.startsWith("Total"))
          .mapToDouble(line -> Double.parseDouble(line.strip().split(" +", -1)[2]))
          .findFirst()
          .orElseThrow(() -> new BenchException("jcmd says nothing of the heap"));
    } catch (IOException e) {
      throw new BenchException("cannot run jcmd", e);
    }
  }
}
