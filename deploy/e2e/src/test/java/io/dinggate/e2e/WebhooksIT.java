package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.WebhookReceiver.Received;
import io.dinggate.e2e.walk.ApiClient;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a program of the site is told of its messages, by a receiver that verifies every call on its
 * own: signatures, repetitions until it has taken them, crashes meanwhile, and addresses that
 * nobody may be led to.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhooksIT {

  private static final Duration SOON = Duration.ofSeconds(90);

  /** All of this network is this machine; only the address that is configured may be called. */
  private static final String INTERNAL = "127.0.0.1";

  private static final String NOT_INTERNAL = "127.0.0.2";

  private final SecureRandom random = new SecureRandom();
  private Stack stack;
  private SiteClients clients;
  private ApiClient operator;
  private WebhookReceiver receiver;
  private int programs;

  @BeforeAll
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-webhooks"))
            .cloudSetting("dinggate.message.receipts.soon", "PT1S")
            .cloudSetting("dinggate.message.look-every", "PT0.5S")
            .localSetting("dinggate.clients.check-every", "PT1S")
            .localSetting("dinggate.webhook.internal", INTERNAL)
            .localSetting("dinggate.webhook.timeout", "PT4S")
            .localSetting("dinggate.webhook.lease", "PT5S")
            .localSetting("dinggate.webhook.retry-first", "PT0.2S")
            .localSetting("dinggate.webhook.retry-max", "PT1S")
            .start();
    clients = new SiteClients(stack.local(Stack.EAST));
    operator = clients.add("operator", "operator");
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @BeforeEach
  void receive() {
    receiver = WebhookReceiver.start();
  }

  @AfterEach
  void receiveNoMore() {
    receiver.close();
  }

  @Test
  void changesOfAMessageArriveSigned() {
    var secret = newSecret();
    var shop = newProgram(receiver.url(), List.of(secret));

    var message = send(shop);
    await().atMost(SOON).until(() -> hasArrived(message, "delivered"));

    var told = receiver.of(message);
    assertThat(told)
        .allSatisfy(
            one -> {
              assertThat(one.method()).isEqualTo("POST");
              assertThat(one.header("Content-type")).isEqualTo("application/json");
              assertThat(one.type()).isEqualTo("message.changed");
              assertThat(one.data().path("total").asInt()).isEqualTo(1);
              assertThat(one.timestamp()).isCloseTo(one.at(), within(1, ChronoUnit.MINUTES));
              assertThat(one.signatures()).isEqualTo(1);
              assertThat(one.isSignedWith(secret)).isTrue();
              assertThat(one.isSignedWith(newSecret())).as("another secret").isFalse();
              assertThat(one.isSignedWith(secret, one.body() + " ")).as("another body").isFalse();
            });
    assertThat(told).extracting(Received::id).doesNotHaveDuplicates().doesNotContain("");
    var read = shop.get("/api/v1/messages/" + message).expect(200).json();
    var last =
        told.stream().filter(one -> one.data().path("state").asText().equals("delivered")).toList();
    assertThat(last).extracting(one -> one.data().path("counts")).contains(read.path("counts"));
  }

  @Test
  void bothSecretsSignWhileOneIsExchangedForTheOther() {
    var old = newSecret();
    var next = newSecret();
    var shop = newProgram(receiver.url(), List.of(old));

    assertThat(oneOf(send(shop)))
        .satisfies(
            told -> {
              assertThat(told.signatures()).isEqualTo(1);
              assertThat(told.isSignedWith(old)).isTrue();
              assertThat(told.isSignedWith(next)).isFalse();
            });
    clients.changeSecrets(program(), List.of(old, next));
    assertThat(oneOf(send(shop)))
        .satisfies(
            told -> {
              assertThat(told.signatures()).isEqualTo(2);
              assertThat(told.isSignedWith(old)).isTrue();
              assertThat(told.isSignedWith(next)).isTrue();
            });
    clients.changeSecrets(program(), List.of(next));
    assertThat(oneOf(send(shop)))
        .satisfies(
            told -> {
              assertThat(told.signatures()).isEqualTo(1);
              assertThat(told.isSignedWith(old)).isFalse();
              assertThat(told.isSignedWith(next)).isTrue();
            });
  }

  @Test
  void receiverThatIsNotWellIsToldTheSameAgainUntilItIs() {
    var secret = newSecret();
    var shop = newProgram(receiver.url(), List.of(secret));
    receiver.answerNext(503, Map.of());
    receiver.answerNext(503, Map.of());
    receiver.answerNext(503, Map.of());

    var message = send(shop);

    await().atMost(SOON).until(() -> answered(503).size() == 3);
    awaitNothingWaits();
    var refused = answered(503);
    for (var id : refused.stream().map(Received::id).distinct().toList()) {
      var attempts = receiver.received().stream().filter(one -> one.id().equals(id)).toList();
      assertThat(attempts.getLast().answered()).as("the last attempt at %s", id).isEqualTo(204);
      assertThat(attempts).extracting(Received::body).containsOnly(attempts.getFirst().body());
      assertThat(attempts).allMatch(attempt -> attempt.isSignedWith(secret));
      assertThat(attempts).extracting(Received::timestamp).isSorted();
    }
    assertThat(taken(message)).extracting(Received::id).doesNotHaveDuplicates();
  }

  @Test
  void receiverThatAsksForAPauseGetsIt() {
    var shop = newProgram(receiver.url(), List.of(newSecret()));
    receiver.answerNext(503, Map.of("Retry-After", "3"));

    send(shop);

    await().atMost(SOON).until(this::anythingCameAgain);
    var id = receiver.received().getFirst().id();
    var attempts = receiver.received().stream().filter(one -> one.id().equals(id)).toList();
    assertThat(Duration.between(attempts.getFirst().at(), attempts.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(3)); // retry-max of this site is one second
  }

  @Test
  void receiverThatWantsNothingMoreOfItIsLeftAlone() {
    var shop = newProgram(receiver.url(), List.of(newSecret()));
    receiver.answerNext(410, Map.of());

    send(shop);

    var dead = awaitDelivery("dead", "http-410");
    assertThat(dead.path("attempts").asInt()).isEqualTo(1);

    operator
        .post("/api/v1/webhooks/deliveries/" + dead.path("id").asText() + "/retry", "{}")
        .expect(200);
    var event = dead.path("event").asText();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(receiver.received())
                    .filteredOn(one -> one.id().equals(event))
                    .extracting(Received::answered)
                    .containsExactly(410, 204));
  }

  @Test
  void newsIsDeliveredAfterACrashDuringWhichTheReceiverWasAway() {
    var secret = newSecret();
    var shop = newProgram(receiver.url(), List.of(secret));
    receiver.goAway();

    var message = send(shop);
    Messages.await(shop, "/api/v1/messages/" + message, "delivered");
    awaitDelivery("waiting", "no-connection");
    stack.local(Stack.EAST).kill9();
    stack.local(Stack.EAST).restart();
    receiver.comeBack();

    await().atMost(SOON).until(() -> hasArrived(message, "delivered"));
    awaitNothingWaits();
    assertThat(receiver.of(message)).allMatch(one -> one.isSignedWith(secret));
    assertThat(receiver.of(message)).extracting(Received::id).doesNotHaveDuplicates();
  }

  @Test
  void newsThatWasUnderWayWhenTheSiteCrashedComesAgain() {
    var shop = newProgram(receiver.url(), List.of(newSecret()));
    receiver.holdNext();

    var message = send(shop);
    await().atMost(SOON).until(() -> !receiver.received().isEmpty());
    stack.local(Stack.EAST).kill9();
    stack.local(Stack.EAST).restart();

    var id = receiver.received().getFirst().id();
    await().atMost(SOON).until(this::anythingCameAgain);
    awaitNothingWaits();
    assertThat(receiver.of(message)).extracting(Received::id).contains(id);
  }

  @Test
  void addressInsideThatIsNotConfiguredIsNotCalled() {
    try (var inside = WebhookReceiver.startAt(NOT_INTERNAL)) {
      var shop = newProgram(inside.url(), List.of(newSecret()));

      send(shop);

      var refused = awaitDelivery("waiting", "address-refused");
      assertThat(refused.toString()).doesNotContain(NOT_INTERNAL);
      assertThat(inside.received()).isEmpty();
      discardAll();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/"
      })
  void specialAddressIsRefusedWithAReasonThatTheOperatorReads(String url) {
    var shop = newProgram(URI.create(url), List.of(newSecret()));

    send(shop);

    assertThat(awaitDelivery("waiting", "address-refused").has("settledAt")).isFalse();
    discardAll();
  }

  @Test
  void nobodyIsLedInsideByARedirect() {
    try (var inside = WebhookReceiver.startAt(NOT_INTERNAL)) {
      var shop = newProgram(receiver.url(), List.of(newSecret()));
      receiver.answerNext(307, Map.of("Location", inside.url().toString()));

      send(shop);

      await().atMost(SOON).until(this::anythingCameAgain);
      assertThat(inside.received()).isEmpty();
    }
  }

  /** A client that nobody was before, which the file has just got. */
  private ApiClient newProgram(URI webhook, List<String> secrets) {
    programs++;
    return clients.add(program(), webhook, secrets);
  }

  /** The id of the newest one. */
  private String program() {
    return "shop-" + programs;
  }

  private String newSecret() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  /** The id of the message that it sends. */
  private static String send(ApiClient program) {
    var path = Messages.newPath();
    program.put(path, Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, path)).expect(202);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The first that is told of the message. */
  private Received oneOf(String message) {
    await().atMost(SOON).until(() -> !receiver.of(message).isEmpty());
    return receiver.of(message).getFirst();
  }

  private boolean hasArrived(String message, String state) {
    return taken(message).stream().anyMatch(one -> one.data().path("state").asText().equals(state));
  }

  private List<Received> taken(String message) {
    return receiver.of(message).stream().filter(one -> one.answered() == 204).toList();
  }

  private List<Received> answered(int status) {
    return receiver.received().stream().filter(one -> one.answered() == status).toList();
  }

  private boolean anythingCameAgain() {
    var ids = receiver.received().stream().map(Received::id).toList();
    return ids.size() > Set.copyOf(ids).size();
  }

  /** One of this test's program, in that state for that reason. */
  private JsonNode awaitDelivery(String state, String reason) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                deliveries(state).stream()
                    .filter(one -> one.path("reason").asText().equals(reason))
                    .findFirst()
                    .orElse(null),
            found -> found != null);
  }

  private void awaitNothingWaits() {
    await().atMost(SOON).until(() -> deliveries("waiting").isEmpty());
  }

  private List<JsonNode> deliveries(String state) {
    var page = operator.get("/api/v1/webhooks/deliveries?limit=100&state=" + state);
    return StreamSupport.stream(page.expect(200).json().path("items").spliterator(), false)
        .filter(one -> one.path("client").asText().equals(program()))
        .toList();
  }

  /** Nothing that can never arrive is left to be tried by the tests after this one. */
  private void discardAll() {
    for (var one : deliveries("waiting")) {
      operator.call("DELETE", "/api/v1/webhooks/deliveries/" + one.path("id").asText(), null);
    }
  }
}
