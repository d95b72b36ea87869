package io.dinggate.local.message;

import static io.dinggate.local.message.Messages.TO_ANNA;
import static io.dinggate.local.message.Messages.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TestClock;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message that somebody listens to, over real connections. */
@LocalServiceTest
class MessageEventsResourceTest {

  @Inject As as;
  @Inject SignIn signIn;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject Told told;
  @Inject MessageEvents events;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void fresh() {
    clock.reset();
    told.nothingLeft();
    cloud.reset();
    events.endAll();
  }

  @Test
  void listenerIsToldFromThePresentStateUntilTheMessageIsClosed() {
    var id = newId();
    send(id);

    try (var stream = listen(id, "Authorization", token())) {
      stream.awaits("\"state\":\"queued\"");
      assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
      assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
      told.all(id, DeliveryState.SENT, null);
      stream.awaits("\"state\":\"sent\"");
      told.each(id, true, user -> new RecipientStatus(user, DeliveryState.READ, null, null, "1"));
      stream.awaits("\"state\":\"read\"");
      stream.awaitsEnd();

      assertThat(stream.lines()).filteredOn(line -> line.equals("event:changed")).hasSize(3);
      assertThat(stream.lines())
          .filteredOn(line -> line.startsWith("id:"))
          .hasSize(3)
          .doesNotHaveDuplicates();
      assertThat(String.join("\n", stream.lines()))
          .contains(
              "\"id\":\"" + id + "\"",
              "\"total\":1",
              "\"counts\":{\"read\":1}",
              "\"closed\":true",
              "\"changedAt\":\"");
    }
  }

  @Test
  void closedMessageIsToldOnce() {
    var id = newId();
    send(id);
    told.each(id, true, user -> new RecipientStatus(user, DeliveryState.READ, null, null, "1"));

    try (var stream = listen(id, "Authorization", token())) {
      stream.awaitsEnd();
      assertThat(stream.lines()).filteredOn(line -> line.equals("event:changed")).hasSize(1);
    }
  }

  @Test
  void connectionShowsThatItLivesAndEndsWithTheSession() {
    var cookie = signIn.cookieOf(People.ANNA);
    var id = newId();
    as.person(People.ANNA).body(TO_ANNA).put("/api/v1/messages/" + id).then().statusCode(202);

    try (var stream = listen(id, "Cookie", cookie)) {
      stream.awaits("event:changed");
      clock.advance(Duration.ofSeconds(20));
      stream.awaits(":still here");
      clock.advance(Duration.ofHours(9));
      stream.awaitsEnd();
    }
  }

  @Test
  void connectionDoesNotLastForEver() {
    var id = newId();
    send(id);

    try (var stream = listen(id, "Authorization", token())) {
      stream.awaits("event:changed");
      clock.advance(Duration.ofMinutes(6));
      stream.awaitsEnd();
    }
  }

  @Test
  void whoeverLeavesIsForgotten() {
    var id = newId();
    send(id);

    try (var stream = listen(id, "Authorization", token())) {
      stream.awaits("event:changed");
      assertThat(events.isIdle()).isFalse();
    }
    http.shutdownNow();

    clock.advance(Duration.ofMinutes(1));
    await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(16));
              return events.isIdle();
            });
  }

  @Test
  void nobodyListensToAnotherCallersMessageNorToTooMany() {
    var id = newId();
    send(id);
    as.client("other-books", "messages:read")
        .get("/api/v1/messages/" + id + "/events")
        .then()
        .statusCode(404);
    as.person(People.BEN)
        .get("/api/v1/messages/" + id + "/events?caller=client:books")
        .then()
        .statusCode(403);
    as.nobody().get("/api/v1/messages/" + id + "/events").then().statusCode(401);

    var streams = new java.util.ArrayList<Stream>();
    for (var count = 0; count < 20; count++) {
      streams.add(listen(id, "Authorization", token()));
      streams.getLast().awaits("event:changed");
    }
    as.client("books", "messages:read")
        .get("/api/v1/messages/" + id + "/events")
        .then()
        .statusCode(429);
    streams.forEach(Stream::close);
  }

  private void send(String id) {
    as.client("books", "messages:send")
        .body(TO_ANNA)
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(202);
  }

  private static String token() {
    return AccessToken.ofClient("books", "messages:read");
  }

  private Stream listen(String id, String header, String value) {
    var request =
        HttpRequest.newBuilder(site.resolve("/api/v1/messages/" + id + "/events"))
            .header(header, value)
            .build();
    return new Stream(http, request);
  }

  /** What comes down one connection. */
  private static final class Stream implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpResponse<java.util.stream.Stream<String>>> answer;
    private final CompletableFuture<Void> end;

    Stream(HttpClient http, HttpRequest request) {
      answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofLines());
      end = answer.thenAcceptAsync(response -> response.body().forEach(lines::add));
    }

    String header(String name) {
      return answer.join().headers().firstValue(name).orElseThrow();
    }

    List<String> lines() {
      return List.copyOf(lines);
    }

    void awaits(String text) {
      await().until(() -> lines.stream().anyMatch(line -> line.contains(text)));
    }

    void awaitsEnd() {
      await().until(end::isDone);
    }

    @Override
    public void close() {
      answer.join().body().close();
    }
  }
}
