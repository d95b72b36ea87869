package io.dinggate.local.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.dinggate.local.testing.SettableClock;
import io.dinggate.local.testing.TestAuthority;
import io.dinggate.platform.testing.TunnelProxy;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over real HTTP, to receivers on this machine. */
@Timeout(120)
class HttpWebhookPostTest {

  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Vertx VERTX = Vertx.vertx();

  @TempDir static Path directory;

  private static TestAuthority authority;
  private static Path certificate;

  private final WebhookWorld.Settings config = new WebhookWorld.Settings();
  private final SettableClock clock = new SettableClock();
  private final List<String> asked = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private List<InetAddress> resolved = List.of(HERE);

  @BeforeAll
  static void makeCertificate() throws Exception {
    authority = TestAuthority.make(directory);
    certificate = authority.server("receiver.test");
  }

  @AfterAll
  static void end() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void close() throws Exception {
    for (var one : open) {
      one.close();
    }
  }

  @Test
  void bodyAndHeadersArriveAtTheAddress() throws Exception {
    config.internal = List.of("receiver.test");
    var receiver = plain();

    assertThat(
            send(
                "http://receiver.test:" + receiver.port() + "/a%20b?c=d",
                Map.of("webhook-id", "e1", "content-type", "application/json"),
                "{\"é\":1}"))
        .isEqualTo("taken");

    var got = receiver.got.getFirst();
    assertThat(got.path()).isEqualTo("/a%20b?c=d");
    assertThat(got.body()).isEqualTo("{\"é\":1}");
    assertThat(got.headers().get("Webhook-id")).containsExactly("e1");
    assertThat(got.headers().get("Content-type")).containsExactly("application/json");
    assertThat(got.headers().get("Host")).containsExactly("receiver.test:" + receiver.port());
    assertThat(asked).containsExactly("receiver.test");
  }

  @Test
  void addressWithoutAPathIsTheRoot() throws Exception {
    config.internal = List.of("127.0.0.1");
    var receiver = plain();

    assertThat(send("http://127.0.0.1:" + receiver.port())).isEqualTo("taken");

    assertThat(receiver.got.getFirst().path()).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource({
    "200, taken",
    "202, taken",
    "299, taken",
    "300, http-300",
    "400, http-400",
    "404, http-404",
    "410, http-410 for good",
    "500, http-500"
  })
  void statusDecides(int status, String outcome) throws Exception {
    config.internal = List.of("receiver.test");
    var receiver = plain();
    receiver.answer = Receiver.status(status);

    assertThat(send("http://receiver.test:" + receiver.port() + "/")).isEqualTo(outcome);
  }

  @Test
  void receiverMayAskToBeLeftAlone() throws Exception {
    config.internal = List.of("receiver.test");
    var receiver = plain();
    receiver.answer = Receiver.status(429, "Retry-After", "120");

    assertThat(send("http://receiver.test:" + receiver.port() + "/"))
        .isEqualTo("http-429 after PT2M");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsLeadNowhere(int status) throws Exception {
    config.internal = List.of("receiver.test");
    var inside = plain();
    var receiver = plain();
    receiver.answer =
        Receiver.status(status, "Location", "http://127.0.0.1:" + inside.port() + "/secret");

    assertThat(send("http://receiver.test:" + receiver.port() + "/")).isEqualTo("http-" + status);
    assertThat(inside.got).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void whatIsInternalIsNotEvenConnectedTo(String scheme) throws Exception {
    var receiver = plain();

    assertThat(send(scheme + "://receiver.test:" + receiver.port() + "/"))
        .isEqualTo("address-refused");
    assertThat(receiver.got).isEmpty();
  }

  @Test
  void answerThatNeverEndsHoldsNobody() throws Exception {
    config.internal = List.of("receiver.test");
    var receiver = plain();
    var ended = new CountDownLatch(1);
    receiver.answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            var rubbish = new byte[1 << 16];
            while (true) {
              out.write(rubbish);
              out.flush();
            }
          } finally {
            ended.countDown();
          }
        };

    assertThat(send("http://receiver.test:" + receiver.port() + "/")).isEqualTo("taken");
    ended.await(); // the connection was closed
  }

  @Test
  void receiverThatDoesNotAnswerIsGivenItsTimeAndNoMore() throws Exception {
    config.internal = List.of("receiver.test");
    config.timeout = Duration.ofMillis(300);
    var receiver = plain();
    var never = new CountDownLatch(1);
    receiver.answer =
        _ -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };

    assertTimeout(
        Duration.ofSeconds(10),
        () ->
            assertThat(send("http://receiver.test:" + receiver.port() + "/"))
                .isIn("no-answer", "no-connection"));
    never.countDown();
  }

  @Test
  void receiverThatIsAwayIsNotConnectedTo() throws Exception {
    config.internal = List.of("receiver.test");

    assertThat(send("http://receiver.test:" + freePort() + "/")).isEqualTo("no-connection");
  }

  @Test
  void certificateMustBeOfTheNameAlthoughTheAddressIsFixed() throws Exception {
    config.internal = List.of("127.0.0.0/8");
    config.caFile = Optional.of(authority.certificate());
    var receiver = secure();

    assertThat(send("https://receiver.test:" + receiver.port() + "/")).isEqualTo("taken");
    assertThat(send("https://another.test:" + receiver.port() + "/")).isEqualTo("not-trusted");
    assertThat(receiver.got).hasSize(1);
    assertThat(asked).containsExactly("receiver.test", "another.test");
  }

  @Test
  void certificateOfAnAuthorityThatIsNotTrustedIsRefused() throws Exception {
    config.internal = List.of("receiver.test");
    var receiver = secure();

    assertThat(send("https://receiver.test:" + receiver.port() + "/")).isEqualTo("not-trusted");
    assertThat(receiver.got).isEmpty();
  }

  /** The name leads inside when it is asked for a second time. */
  @Test
  void nameThatChangesItsMindIsAskedOnce() throws Exception {
    var receiver = plain();
    var post =
        new HttpWebhookPost(
            VERTX,
            config,
            host -> {
              asked.add(host);
              return asked.size() == 1
                  ? List.of(InetAddress.ofLiteral("192.0.43.8"))
                  : List.of(HERE);
            },
            clock);
    config.timeout = Duration.ofMillis(300);
    open.add(post::close);

    var outcome = send(post, "https://rebind.test:" + receiver.port() + "/", Map.of(), "{}");

    assertThat(outcome).isIn("no-answer", "no-connection");
    assertThat(asked).containsExactly("rebind.test");
    assertThat(receiver.got).isEmpty();
  }

  @Test
  void proxyIsAskedByNameForWhatIsNotInternal() throws Exception {
    resolved = List.of();
    var port = freePort();
    config.proxy = Optional.of("localhost:" + port);
    config.caFile = Optional.of(authority.certificate());
    var receiver = secure();
    try (var proxy = TunnelProxy.start(port, "site:secret-of-the-proxy")) {
      proxy.leadTo(receiver.port());

      assertThat(send("https://receiver.test/hook")).isEqualTo("taken");

      assertThat(proxy.asked())
          .extracting(TunnelProxy.Asked::line)
          .contains("CONNECT receiver.test:443 HTTP/1.1");
      assertThat(receiver.got.getFirst().headers().get("Host")).containsExactly("receiver.test");
    }
  }

  @Test
  void proxyIsNotAskedForWhatIsInternal() throws Exception {
    config.proxy = Optional.of("localhost:" + freePort());
    config.internal = List.of("receiver.test");
    var receiver = plain();

    assertThat(send("http://receiver.test:" + receiver.port() + "/")).isEqualTo("taken");
  }

  private String send(String url) {
    return send(url, Map.of(), "{}");
  }

  private String send(String url, Map<String, String> headers, String body) {
    var post =
        new HttpWebhookPost(
            VERTX,
            config,
            host -> {
              asked.add(host);
              return resolved;
            },
            clock);
    open.add(post::close);
    return send(post, url, headers, body);
  }

  private static String send(
      WebhookPost post, String url, Map<String, String> headers, String body) {
    try {
      post.send(URI.create(url), headers, body);
      return "taken";
    } catch (DeliveryFailedException e) {
      return e.reason()
          + (e.isForGood() ? " for good" : "")
          + (e.retryAfter() == null ? "" : " after " + e.retryAfter());
    }
  }

  private Receiver plain() throws Exception {
    return opened(Receiver.plain());
  }

  private Receiver secure() throws Exception {
    return opened(Receiver.secure(certificate));
  }

  private Receiver opened(Receiver receiver) {
    open.add(receiver);
    return receiver;
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
