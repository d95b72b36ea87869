package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.platform.keys.SecretHash;
import io.dinggate.sandbox.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The cloud's database is put back from a copy after messages went out: the site reads its feed
 * anew and keeps what it knows, nothing is sent until the operator says so, and what the copy held
 * in its queue is sent again only if the operator wants it (ADR 0011).
 */
class RestoredCloudIT {

  private static final String OPERATOR = "e2e-operator";
  private static final String SECRET = "secret-of-the-operator-of-this-run";
  private static final Duration SOON = Duration.ofMinutes(3);

  /** So long that the copy is made before, and so short that nobody waits. */
  private static final Duration QUEUED_FOR = Duration.ofSeconds(45);

  private Stack stack;
  private ApiClient erp;
  private ApiClient operator;

  @BeforeEach
  void start() throws IOException {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-restored"))
            .sandbox(
                options ->
                    options.withLimits(Limits.documented().changed("{\"dropDuplicates\":false}")))
            .cloudSetting("dinggate.message.receipts.soon", "PT1S")
            .cloudSetting("dinggate.message.look-every", "PT0.5S")
            .cloudSetting("dinggate.registry.check-every", "PT1S")
            .start();
    erp = Erp.of(stack, Stack.EAST);
    operator = new ApiClient(stack.cloud().url(), OPERATOR, SECRET);
    Files.writeString(
        stack.registry(),
        """
        operators:
        - id: "ops"
          client-id: "%s"
          secret-hashes: ["%s"]
        """
            .formatted(OPERATOR, SecretHash.of(SECRET)),
        StandardOpenOption.APPEND);
    await().atMost(SOON).until(() -> operator.askForToken().status() == 200);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void nothingIsSentUntilTheOperatorSaysSoAndNothingTwiceUnlessWanted() throws IOException {
    var settled = send("settled", "{}");
    Messages.await(erp, settled, "delivered");
    var notBefore = "\"notBefore\":\"%s\"".formatted(Instant.now().plus(QUEUED_FOR));
    var once = send("once", "{%s}".formatted(notBefore));
    var atLeastOnce =
        send("at-least-once", "{%s,\"delivery\":\"atLeastOnce\"}".formatted(notBefore));
    for (var path : List.of(once, atLeastOnce)) {
      Messages.until(
          () -> erp.get(path),
          answer -> assertThat(answer.expect(200).body()).contains("\"forwarded\""));
    }
    assertThat(Instant.now()).as("copied before anything is due").isBefore(due(notBefore));
    stack.cloud().stop();
    var copy = copy();

    stack.cloud().start();
    stack.cloud().awaitReady();
    Messages.await(erp, once, "delivered");
    Messages.await(erp, atLeastOnce, "delivered");
    var lost = send("lost", "{}");
    Messages.await(erp, lost, "delivered");
    var epoch = feed().path("epoch").asText();
    stack.cloud().stop();
    putBack(copy);
    stack.cloud().start();
    stack.cloud().awaitReady();

    operator.authenticate();
    var sending = operator.get("/api/v1/operator/sending").expect(200).json();
    assertThat(sending.path("paused").asBoolean()).isTrue();
    assertThat(sending.path("reason").asText()).isEqualTo("restored");
    var during = send("during", "{}");
    Messages.until(
        () -> erp.get(during),
        answer -> assertThat(answer.expect(200).body()).contains("\"forwarded\""));
    assertThat(feed().path("epoch").asText()).isNotEqualTo(epoch);
    await().atMost(SOON).until(() -> Files.readString(log()).contains("cannot be read on from"));
    assertThat(Messages.state(erp.get(during))).isEqualTo("queued");
    for (var path : List.of(settled, once, atLeastOnce, lost)) {
      assertThat(erp.get(path).expect(200).body())
          .as("%s is known", path)
          .contains("\"delivered\"");
    }
    assertThat(deliveries("settled", "once", "at-least-once", "lost", "during"))
        .containsExactly(1, 1, 1, 1, 0);

    operator.post("/api/v1/operator/sending/release", "{\"queued\":\"unknown\"}").expect(200);

    Messages.await(erp, during, "delivered");
    Messages.await(erp, atLeastOnce, "delivered");
    Messages.await(erp, once, "unknown");
    await().atMost(SOON).until(() -> deliveries("at-least-once").equals(List.of(2)));
    assertThat(deliveries("settled", "once", "lost", "during")).containsExactly(1, 1, 1, 1);
    var after = send("after", "{}");
    Messages.await(erp, after, "delivered");
    System.out.printf(
        "[measured] restored: sent again by atLeastOnce 1, other messages twice 0, lost 0%n");
  }

  private String send(String name, String options) {
    var path = Messages.newPath();
    var body =
        Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, "[" + name + "] message", options);
    assertThat(erp.put(path, body).status()).isEqualTo(202);
    return path;
  }

  /** How often DingTalk has each. */
  private List<Integer> deliveries(String... names) {
    var counts = new ArrayList<Integer>();
    for (var name : names) {
      counts.add(
          (int)
              stack.sandbox().messages().stream()
                  .filter(message -> message.body().toString().contains("[" + name + "]"))
                  .count());
    }
    return counts;
  }

  /** East's feed as the operator sees it. */
  private JsonNode feed() {
    operator.authenticate();
    var page = operator.get("/api/v1/operator/feeds").expect(200);
    for (var feed : page.json().path("items")) {
      if (feed.path("site").asText().equals(Stack.EAST)) {
        return feed;
      }
    }
    throw new AssertionError("east has no feed: " + page.body());
  }

  private Path log() {
    return stack.local(Stack.EAST).log();
  }

  /** The database of the stopped cloud, without what tells of its generation. */
  private Path copy() throws IOException {
    var copy = Files.createDirectories(stack.directory().resolve("copy"));
    for (var file : databaseFiles()) {
      Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  private void putBack(Path copy) throws IOException {
    for (var file : databaseFiles()) {
      Files.delete(file);
    }
    try (var files = Files.list(copy)) {
      for (var file : files.toList()) {
        Files.copy(file, stack.cloudData().resolve(file.getFileName()));
      }
    }
  }

  private List<Path> databaseFiles() throws IOException {
    try (var files = Files.list(stack.cloudData())) {
      return files.filter(file -> file.getFileName().toString().startsWith("cloud.db")).toList();
    }
  }

  private static Instant due(String notBefore) {
    return Instant.parse(notBefore.substring(notBefore.indexOf(":\"") + 2, notBefore.length() - 1));
  }
}
