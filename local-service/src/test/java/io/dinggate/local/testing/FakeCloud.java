package io.dinggate.local.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.media.MediaApi;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A cloud-service inside the test: speaks the contract over real HTTP on its own port, keeps what a
 * test needs to ask for, and fails on demand. {@link #logins}, {@link #directory}, {@link
 * #messages} and {@link #feed} hold its state; call {@link #reset} before each test.
 */
@Startup
@Singleton
public class FakeCloud {

  static final String CLIENT_ID = "site-a";
  static final String CLIENT_SECRET = "secret-of-site-a";

  /** What the fake does to a call instead of answering it. */
  public enum Fault {
    /** Does the work, then closes the connection without an answer. */
    DROP_ANSWER,
    /** Does the work, then lets the caller wait until its deadline is over. */
    HANG,
    /** Does the work, and answers when {@link #answerLate} is called. */
    LATE,
    /** Answers a page that is no problem, with status 502, as a proxy would. */
    BAD_GATEWAY
  }

  /**
   * One call that arrived.
   *
   * @param operation for example {@code redeem}
   * @param requestId the value of {@code x-request-id}
   */
  public record Call(String operation, String requestId) {}

  /** The logins of the fake. */
  public final FakeLogins logins;

  /** The users that the fake's look-ups find. */
  public final FakeDirectory directory = new FakeDirectory();

  /** The messages that the fake took. */
  public final FakeMessages messages = new FakeMessages();

  /** What the fake has for the site. */
  public final FakeFeed feed = new FakeFeed();

  /** The files that the fake took. */
  public final FakeMedia media = new FakeMedia();

  private final CircuitBreakerMaintenance circuits;
  private final ObjectMapper json;
  private final int port;
  private final String url;
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger tokensIssued = new AtomicInteger();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final Map<String, ApiException> refusals = new ConcurrentHashMap<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private CountDownLatch hanging = new CountDownLatch(1);
  private HttpServer server;

  FakeCloud(
      CircuitBreakerMaintenance circuits,
      ObjectMapper json,
      Clock clock,
      @ConfigProperty(name = LocalServiceResources.FAKE_CLOUD_PORT) int port,
      @ConfigProperty(name = "dinggate.cloud.url") String url) {
    this.circuits = circuits;
    this.json = json;
    this.port = port;
    this.url = url;
    this.logins = new FakeLogins(url, directory, clock);
    comeBack();
  }

  /** Where the fake listens. */
  public String url() {
    return url;
  }

  /** Forgets everything, and takes calls again. */
  public void reset() {
    comeBack();
    circuits.resetAll();
    hanging.countDown();
    hanging = new CountDownLatch(1);
    faults.clear();
    refusals.clear();
    answers.clear();
    calls.clear();
    logins.reset();
    directory.reset();
    messages.reset();
    feed.reset();
    media.reset();
  }

  /** From now on connections are refused. */
  public synchronized void goAway() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** Listens again. */
  public synchronized void comeBack() {
    if (server != null) {
      return;
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::handle);
      server.start();
    } catch (IOException e) {
      throw new IllegalStateException("the fake cloud cannot listen on " + port, e);
    }
  }

  /**
   * The next call of {@code operation} (a method name of the contract, or {@code token}) fails so.
   */
  public void failNext(String operation, Fault fault) {
    faults.put(operation, fault);
  }

  /** Every call of {@code operation} is answered with this problem until {@link #reset}. */
  public void refuse(String operation, ErrorCode code, String detail) {
    refuse(operation, new ApiException(code, detail));
  }

  /** Every call of {@code operation} is answered with this problem until {@link #reset}. */
  public void refuse(String operation, ApiException problem) {
    refusals.put(operation, problem);
  }

  /** Calls of {@code operation} are answered again. */
  public void accept(String operation) {
    refusals.remove(operation);
  }

  /**
   * Every call of {@code operation} is answered with this problem, which may be of a newer version
   * or of somebody else, until {@link #reset}.
   */
  public void answer(String operation, int status, String problem) {
    answers.put(operation, new Answer(status, Problem.MEDIA_TYPE, problem));
  }

  /** The access tokens given out so far are not accepted any more, as after a change of keys. */
  public void forgetTokens() {
    tokens.clear();
  }

  /** Answers the calls that are to be answered late. */
  public void answerLate() {
    hanging.countDown();
  }

  /** Everything that arrived since the last {@link #reset}, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** How often {@code operation} arrived since the last {@link #reset}. */
  public long count(String operation) {
    return calls.stream().filter(call -> call.operation().equals(operation)).count();
  }

  @PreDestroy
  void stop() {
    hanging.countDown();
    goAway();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var operation = FakeCloudRoutes.operation(exchange.getRequestMethod(), path);
      calls.add(new Call(operation, exchange.getRequestHeaders().getFirst("x-request-id")));
      var body = exchange.getRequestBody().readAllBytes();
      var answer = answer(operation, path, exchange, body);
      var fault = faults.remove(operation);
      if (fault != null) {
        misbehave(exchange, fault, answer);
        return;
      }
      send(exchange, answer);
    }
  }

  private Answer answer(String operation, String path, HttpExchange exchange, byte[] body) {
    try {
      if (operation.equals("token")) {
        return token(exchange, body);
      }
      var authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization == null || !tokens.contains(authorization)) {
        throw new ApiException(ErrorCode.UNAUTHENTICATED);
      }
      var set = answers.get(operation);
      if (set != null) {
        return set;
      }
      var refusal = refusals.get(operation);
      if (refusal != null) {
        throw refusal;
      }
      var query = exchange.getRequestURI().getQuery();
      var result =
          operation.equals("upload")
              ? media.upload(
                  query, exchange.getRequestHeaders().getFirst(MediaApi.NAME_HEADER), body)
              : FakeCloudRoutes.call(this, json, operation, path, query, body);
      return new Answer(
          result == null ? 204 : 200,
          "application/json",
          result == null ? "" : json.writeValueAsString(withNews(json.valueToTree(result))));
    } catch (ApiException e) {
      return problem(e);
    } catch (IOException | InvalidValueException e) {
      return problem(new ApiException(ErrorCode.VALIDATION, e.getMessage()));
    }
  }

  /** A member that this version does not know, as a newer cloud sends: nothing may mind it. */
  private static ObjectNode withNews(ObjectNode answer) {
    return answer.put("memberOfANewerVersion", "news");
  }

  private Answer token(HttpExchange exchange, byte[] body) {
    var expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    var form = URLDecoder.decode(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !form.contains("grant_type=client_credentials")) {
      return new Answer(401, "application/json", "{\"error\":\"invalid_client\"}");
    }
    var token = "fake-token-" + tokensIssued.incrementAndGet();
    tokens.add("Bearer " + token);
    return new Answer(
        200,
        "application/json",
        "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
  }

  private Answer problem(ApiException e) {
    try {
      var wait = e.retryAfter();
      return new Answer(
          e.code().status(),
          Problem.MEDIA_TYPE,
          json.writeValueAsString(e.problem("fake-cloud")),
          wait == null ? null : String.valueOf(wait.toSeconds()));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void misbehave(HttpExchange exchange, Fault fault, Answer answer) throws IOException {
    switch (fault) {
      case DROP_ANSWER -> {}
      case HANG -> await(hanging);
      case LATE -> {
        await(hanging);
        send(exchange, answer);
      }
      case BAD_GATEWAY -> send(exchange, new Answer(502, "text/html", "<h1>Bad gateway</h1>"));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nobody ended the hanging call: reset() does");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    if (answer.retryAfter() != null) {
      exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
    }
    // Nothing is kept open: whether a call meets a connection that just went is no chance.
    exchange.getResponseHeaders().set("Connection", "close");
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private record Answer(int status, String contentType, String body, String retryAfter) {

    Answer(int status, String contentType, String body) {
      this(status, contentType, body, null);
    }
  }
}
