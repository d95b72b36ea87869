package io.dinggate.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A program of the site that takes webhooks, and knows of DingGate nothing but the specification of
 * Standard Webhooks. It keeps everything that comes; takes it, unless told to answer otherwise.
 */
final class WebhookReceiver implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SECRET = "whsec_";
  private static final String VERSION = "v1,";

  private final String host;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final int port;
  private HttpServer server;
  private ExecutorService workers;

  private WebhookReceiver(String host) {
    this.host = host;
    this.workers = Executors.newVirtualThreadPerTaskExecutor();
    this.server = listen(0);
    this.port = server.getAddress().getPort();
  }

  /** On this machine, at a free port. */
  static WebhookReceiver start() {
    return new WebhookReceiver("127.0.0.1");
  }

  /** The same at another address of this machine. */
  static WebhookReceiver startAt(String host) {
    return new WebhookReceiver(host);
  }

  /** Where it takes webhooks. */
  URI url() {
    return URI.create("http://%s:%d/hooks/dinggate".formatted(host, port));
  }

  /** What the next call is answered with; several of them in turn. */
  void answerNext(int status, Map<String, String> headers) {
    answers.add(new Answer(status, headers, false));
  }

  /** The next call gets no answer at all, for as long as this receiver runs. */
  void holdNext() {
    answers.add(new Answer(200, Map.of(), true));
  }

  /** All that came, oldest first. */
  List<Received> received() {
    return List.copyOf(received);
  }

  /** All that came of a message, oldest first. */
  List<Received> of(String message) {
    return received.stream().filter(one -> one.message().equals(message)).toList();
  }

  /** Nobody is there any more; {@link #comeBack} is at the same address. */
  void goAway() {
    server.stop(0);
    workers.shutdownNow();
  }

  void comeBack() {
    workers = Executors.newVirtualThreadPerTaskExecutor();
    server = listen(port);
  }

  private HttpServer listen(int at) {
    try {
      var listening = HttpServer.create(new InetSocketAddress(host, at), 0);
      listening.createContext("/", this::take);
      listening.setExecutor(workers);
      listening.start();
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at " + host, e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var answer = answers.poll();
      var headers = new LinkedHashMap<String, String>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      var status = answer == null ? 204 : answer.status();
      received.add(new Received(Instant.now(), exchange.getRequestMethod(), headers, body, status));
      if (answer != null) {
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        if (answer.held()) {
          Thread.currentThread().join(); // until the receiver goes away
        }
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    goAway();
  }

  private record Answer(int status, Map<String, String> headers, boolean held) {}

  /**
   * A call that came.
   *
   * @param at when it was read
   * @param headers the first value of each, by the names that the server normalizes
   * @param answered with which status
   */
  record Received(
      Instant at, String method, Map<String, String> headers, String body, int answered) {

    String id() {
      return header("Webhook-id");
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String type() {
      return json().path("type").asText();
    }

    JsonNode data() {
      return json().path("data");
    }

    String message() {
      return data().path("id").asText();
    }

    Instant timestamp() {
      return Instant.ofEpochSecond(Long.parseLong(header("Webhook-timestamp")));
    }

    /** How many signatures it has. */
    int signatures() {
      return header("Webhook-signature").split(" ", -1).length;
    }

    /** Whether one of its signatures was made with this secret. */
    boolean isSignedWith(String secret) {
      return isSignedWith(secret, body);
    }

    /** The same, if this had been the body. */
    boolean isSignedWith(String secret, String claimed) {
      var expected = mac(secret, id() + "." + header("Webhook-timestamp") + "." + claimed);
      for (var signature : header("Webhook-signature").split(" ", -1)) {
        if (signature.startsWith(VERSION)
            && MessageDigest.isEqual(
                expected, Base64.getDecoder().decode(signature.substring(VERSION.length())))) {
          return true;
        }
      }
      return false;
    }

    private static byte[] mac(String secret, String text) {
      try {
        var mac = Mac.getInstance("HmacSHA256");
        var key = Base64.getDecoder().decode(secret.substring(SECRET.length()));
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON", e);
      }
    }
  }
}
