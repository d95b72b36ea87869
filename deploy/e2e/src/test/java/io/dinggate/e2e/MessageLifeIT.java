package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.sandbox.Limits;
import io.dinggate.sandbox.message.SentMessage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a caller can ask for and is told, from a message's acceptance to its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageLifeIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CORP = Somebody.EAST_CORP;
  private static final int BULK = 10_000;
  private static final Duration SOON = Duration.ofSeconds(90);

  private Stack stack;
  private ApiClient erp;

  @BeforeAll
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-life"))
            .world(world -> Crowd.join(world, CORP, BULK))
            .sandbox(
                options ->
                    options.withLimits(
                        Limits.documented()
                            .changed("{\"internalApps\":{\"peoplePerMinute\":1000000}}")))
            .cloudSetting("dinggate.message.receipts.soon", "PT1S")
            .cloudSetting("dinggate.message.look-every", "PT0.5S")
            .cloudSetting("dinggate.message.recipients-per-minute", "1000000")
            .start();
    erp = Erp.of(stack, Stack.EAST);
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void messageIsFollowedFromItsAcceptanceToItsReading() {
    var path = Messages.newPath();
    put(path, "{}");
    var delivered = Messages.await(erp, path, "delivered").json();

    stack.sandbox().markRead(delivered.at("/recipients/0/taskId").asLong(), Somebody.WANG_FANG);

    assertThat(history(delivered)).startsWith("accepted").contains("forwarded", "changed");
    assertThat(delivered.path("closed").asBoolean()).isFalse();
    assertThat(delivered.at("/can/recall").asBoolean()).isTrue();
    assertThat(delivered.at("/can/cancel").asBoolean()).isFalse();
  }

  @Test
  void cancelledMessageIsNotSent() {
    var path = Messages.newPath();
    put(path, "{\"notBefore\":\"%s\"}".formatted(Instant.now().plus(Duration.ofHours(1))));
    assertThat(erp.get(path).expect(200).json().at("/can/cancel").asBoolean()).isTrue();

    assertThat(erp.post(path + "/cancel", "{}").status()).isEqualTo(202);

    var failed = Messages.await(erp, path, "failed");
    assertThat(Messages.reason(failed)).isEqualTo("cancelled");
    assertThat(failed.json().path("closed").asBoolean()).isTrue();
    assertThat(history(failed.json())).contains("cancel-requested");
    assertThat(erp.post(path + "/cancel", "{}").status()).as("again").isEqualTo(202);
    assertThat(atDingTalk(path)).isEmpty();
  }

  @Test
  void recalledMessageIsTakenBack() {
    var path = Messages.newPath();
    put(path, "{}");
    Messages.await(erp, path, "delivered");

    assertThat(erp.post(path + "/recall", "{}").status()).isEqualTo(202);

    var recalled = Messages.await(erp, path, "recalled");
    assertThat(history(recalled.json())).contains("recall-requested");
    assertThat(erp.post(path + "/recall", "{}").status()).as("again").isEqualTo(202);
    assertThat(atDingTalk(path).orElseThrow().recalled()).isTrue();
  }

  @Test
  void messageIsNotSentBeforeItsTime() {
    var path = Messages.newPath();
    var notBefore = Instant.now().plus(Duration.ofSeconds(4));
    put(path, "{\"notBefore\":\"%s\"}".formatted(notBefore));

    Messages.awaitAtDingTalk(() -> erp.get(path));

    assertThat(atDingTalk(path).orElseThrow().sentAt()).isAfterOrEqualTo(notBefore);
  }

  @Test
  void messageIsNotSentAfterItsTime() {
    var path = Messages.newPath();
    stack.cloud().kill9();
    var notAfter = Instant.now().plus(Duration.ofSeconds(1));
    put(path, "{\"notAfter\":\"%s\"}".formatted(notAfter));

    Messages.until(
        () -> erp.get(path), _ -> assertThat(Instant.now()).isAfter(notAfter.plusMillis(100)));
    stack.cloud().restart();

    assertThat(Messages.reason(Messages.await(erp, path, "failed"))).isEqualTo("expired");
    assertThat(atDingTalk(path)).isEmpty();
  }

  @Test
  void eventsOfAMessageAreStreamedUntilItIsClosed() throws Exception {
    var path = Messages.newPath();
    put(path, "{\"notBefore\":\"%s\"}".formatted(Instant.now().plus(Duration.ofHours(1))));
    try (var http = HttpClient.newHttpClient()) {
      var events = events(http, path);
      assertThat(events.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");

      erp.post(path + "/cancel", "{}").expect(202);
      var states =
          events
              .body()
              .filter(line -> line.startsWith("data:"))
              .map(line -> read(line.substring("data:".length())))
              .toList(); // to the end of the stream

      assertThat(states.getFirst().path("state").asText()).isEqualTo("queued");
      assertThat(states.getLast().path("state").asText()).isEqualTo("failed");
      assertThat(states.getLast().path("closed").asBoolean()).isTrue();
    }
  }

  @Test
  void tenThousandRecipientsInOneCallAreReachedOnceEach() {
    var path = Messages.newPath();
    var seen = new TreeSet<Integer>();

    erp.put(
            path,
            """
            {"recipients":%s,"options":{"receipts":"none"},
             "content":{"type":"text","content":"%s"}}
            """
                .formatted(Crowd.recipients(CORP, 0, BULK), path))
        .expect(202);
    var end =
        Messages.until(
            () -> erp.get(path),
            answer -> {
              var message = answer.expect(200).json();
              assertThat(sum(message.path("counts"))).isEqualTo(BULK);
              seen.add(message.at("/counts/accepted").asInt());
              assertThat(message.at("/counts/accepted").asInt()).isEqualTo(BULK);
            });

    assertThat(seen).as("how many were done whenever somebody looked").hasSizeGreaterThan(2);
    assertThat(end.json().path("total").asInt()).isEqualTo(BULK);
    assertThat(end.json().path("recipients")).hasSize(100);
    assertThat(recipients(path)).hasSize(BULK).doesNotHaveDuplicates();
    assertThat(reachedBy(path)).hasSize(BULK).doesNotHaveDuplicates();
  }

  @Test
  void departmentBringsItsPeopleIn() {
    var path = Messages.newPath();
    erp.put(
            path,
            """
            {"recipients":[{"corp":"%s","departmentId":2},{"corp":"%s","userId":"%s"}],
             "content":{"type":"text","content":"%s"}}
            """
                .formatted(CORP, CORP, Somebody.WANG_FANG, path))
        .expect(202);

    var message = Messages.await(erp, path, "delivered").json();

    var rows = list(message.path("recipients"));
    var users = rows.stream().map(row -> row.path("userId").asText("")).filter(id -> !id.isEmpty());
    var reached = reachedBy(path);
    assertThat(users).containsExactlyInAnyOrderElementsOf(reached);
    assertThat(reached).contains(Somebody.WANG_FANG, "zhoumin").doesNotHaveDuplicates();
    assertThat(rows)
        .filteredOn(row -> row.has("departmentId") && !row.has("userId"))
        .singleElement()
        .satisfies(row -> assertThat(row.path("state").asText()).isEqualTo("accepted"));
  }

  @Test
  void previewTellsWhatIsToBeExpectedAndSendsNothing() {
    var before = stack.sandbox().journal().sendCalls();

    var preview =
        erp.post(
                "/api/v1/messages/preview",
                """
                {"recipients":[{"corp":"%s","userId":"%s"},{"corp":"%s","userId":"no-such-user"},
                               {"tenantId":"t1","staffId":"never-bound"}],
                 "content":{"type":"text","content":"only asking"}}
                """
                    .formatted(CORP, Somebody.WANG_FANG, CORP))
            .expect(200)
            .json();

    assertThat(list(preview.path("recipients")))
        .extracting(one -> one.path("outlook").asText())
        .containsExactly("reachable", "unknownUser", "unknownRecipient");
    assertThat(preview.at("/tasks/0/people").asInt()).isPositive();
    assertThat(stack.sandbox().journal().sendCalls()).isEqualTo(before);
  }

  private void put(String path, String options) {
    erp.put(path, Messages.text(CORP, Somebody.WANG_FANG, path, options)).expect(202);
  }

  private HttpResponse<Stream<String>> events(HttpClient http, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stack.local(Stack.EAST).url().resolve(path + "/events"))
            .header("Authorization", "Bearer " + erp.token())
            .header("Accept", "text/event-stream")
            .timeout(SOON)
            .build();
    var answer = http.send(request, BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  /** All of them, page by page. */
  private List<Integer> recipients(String path) {
    var positions = new ArrayList<Integer>();
    var cursor = "";
    do {
      Page page = erp.get(path + "/recipients?limit=100" + cursor).expect(200);
      page.json().path("items").forEach(one -> positions.add(one.path("position").asInt()));
      cursor = "&cursor=" + page.json().path("next").asText();
    } while (cursor.length() > "&cursor=".length());
    return positions;
  }

  private Optional<SentMessage> atDingTalk(String text) {
    return stack.sandbox().messages().stream()
        .filter(message -> message.body().toString().contains(text))
        .findFirst();
  }

  /** Everybody, in all the calls that carried the text. */
  private List<String> reachedBy(String text) {
    return stack.sandbox().messages().stream()
        .filter(message -> message.body().toString().contains(text))
        .map(SentMessage::receivers)
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> history(JsonNode message) {
    return list(message.path("history")).stream().map(line -> line.path("what").asText()).toList();
  }

  private static int sum(JsonNode counts) {
    return StreamSupport.stream(counts.spliterator(), false).mapToInt(JsonNode::asInt).sum();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }
}
