package io.dinggate.cloud.event;

import static io.dinggate.cloud.testing.Apps.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** However a push is spoiled, it is the sender's fault. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class RandomPushesTest {

  private static final List<String> WORDS =
      List.of(
          "\"EventType\"",
          "\"SYNC_HTTP_PUSH_HIGH\"",
          "\"bizData\"",
          "\"biz_type\"",
          "\"biz_data\"",
          "\"syncAction\"",
          "\"suite_ticket\"",
          "\"suiteTicket\"",
          "\"org_suite_auth\"",
          "\"corp_id\"",
          "\"ding1\"",
          "\"中文\"",
          "\"{\\\"syncAction\\\":1}\"",
          "\"\\uD800\"",
          "\"\\u0000\"",
          "4",
          "2",
          "-1",
          "1e999",
          "99999999999999999999",
          "null",
          "true",
          "0.5",
          "\"gmt_modified\"",
          "\"eventId\"");

  @Inject Registry registry;
  @Inject Reads reads;
  @Inject Clock clock;
  Sandbox sandbox;

  @TestHTTPResource("/dingtalk/apps/suite-main/events")
  URI target;

  private RandomGenerator random;
  private int count;
  private Pushes pushes;

  @BeforeEach
  void begin(TestInfo test) {
    random = Randomly.forPurpose("pushes: " + test.getDisplayName());
    count = Randomly.count("pushes: " + test.getDisplayName(), 500, 10_000);
    pushes = new Pushes(target, registry.snapshot().app(SUITE).orElseThrow().events(), clock);
  }

  /**
   * What is random now and then makes a suite ticket, which the tests after this one cannot use.
   */
  @AfterEach
  void pushTheSuiteTicket() {
    sandbox.pusher().callbackUrl(SUITE.value(), target);
    assertThat(sandbox.pusher().suiteTicket(SUITE.value()).delivered()).isTrue();
    await().until(() -> waiting() == 0);
  }

  private int waiting() {
    return reads.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery("select count(*) from event where state = 'WAITING'")) {
            return rows.getInt(1);
          }
        });
  }

  @Test
  void randomBodyIsRefused() throws Exception {
    for (var i = 0; i < count; i++) {
      var answer = pushes.post(query(), body());

      assertThat(answer.statusCode()).as("push %d", i).isEqualTo(403);
    }
  }

  @Test
  void randomContentUnderAGoodSignatureIsNeverAServerError() throws Exception {
    for (var i = 0; i < count; i++) {
      var readable = random.nextInt(4) != 0;
      var push = readable ? pushes.of(json(4)) : pushes.of("").encrypt(base64());

      assertThat(push.post().statusCode()).as("push %d", i).isEqualTo(readable ? 200 : 403);
    }
  }

  private Map<String, String> query() {
    var query = new HashMap<String, String>();
    for (var name : List.of("msg_signature", "signature", "timestamp", "timeStamp", "nonce")) {
      if (random.nextBoolean()) {
        query.put(name, random.nextBoolean() ? String.valueOf(clock.millis()) : text(40));
      }
    }
    return query;
  }

  private byte[] body() {
    return switch (random.nextInt(5)) {
      case 0 -> bytes(2_000);
      case 1 -> ("{\"encrypt\":\"" + base64() + "\"}").getBytes(StandardCharsets.UTF_8);
      case 2 -> ("{\"encrypt\":" + json(3) + "}").getBytes(StandardCharsets.UTF_8);
      case 3 -> json(5).getBytes(StandardCharsets.UTF_8);
      default -> "[{\"encrypt\":".repeat(random.nextInt(3_000)).getBytes(StandardCharsets.UTF_8);
    };
  }

  private String json(int depth) {
    var kind = depth == 0 ? 0 : random.nextInt(4);
    return switch (kind) {
      case 1 -> "[" + json(depth - 1) + "," + json(depth - 1) + "]";
      case 2, 3 ->
          "{" + name() + ":" + json(depth - 1) + "," + name() + ":" + json(depth - 1) + "}";
      default -> word();
    };
  }

  private String name() {
    var word = word();
    return word.startsWith("\"") ? word : "\"" + word + "\"";
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private String base64() {
    return Base64.getEncoder().encodeToString(bytes(600));
  }

  private String text(int length) {
    return new String(bytes(length), StandardCharsets.ISO_8859_1);
  }

  private byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return Arrays.copyOf(bytes, random.nextInt(length));
  }
}
