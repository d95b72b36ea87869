package io.dinggate.cloud.message;

import static io.dinggate.cloud.site.SiteCaller.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.platform.Ids;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.message.SentMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A cloud whose writer has room for one: what it refuses, it has not done. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
@TestProfile(FullQueueTest.RoomForOne.class)
class FullQueueTest {

  private static final String EAST = "dingeast00000001";
  private static final int MESSAGES = 150;

  Sandbox sandbox;

  /** The smallest queue. */
  public static final class RoomForOne implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("dinggate.writes.queue", "1");
    }
  }

  @Test
  void overloadedMeansThatNothingLeftAndAllElseIsToldAsItIs()
      throws ExecutionException, InterruptedException {
    var east = sandbox.world().site("east");
    SiteCaller.warmUp(east, EAST, "wangfang", "internal-hr");
    var token = token(east, "messages:send");

    var answers = new HashMap<String, Response>();
    for (var answer : putAtOnce(token)) {
      answers.put(answer.getKey(), answer.getValue());
    }

    var refused = new ArrayList<String>();
    var accepted = new ArrayList<String>();
    answers.forEach(
        (text, answer) -> {
          if (answer.statusCode() == 503) {
            assertThat(answer.<String>path("code")).isEqualTo("overloaded");
            refused.add(text);
          } else {
            assertThat(answer.statusCode()).isEqualTo(202);
            accepted.add(text);
          }
        });
    assertThat(refused).as("the queue was full").isNotEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(sandbox.messages())
                    .extracting(FullQueueTest::text)
                    .containsExactlyInAnyOrderElementsOf(accepted));
  }

  private static List<Map.Entry<String, Response>> putAtOnce(String token)
      throws ExecutionException, InterruptedException {
    var calls = new ArrayList<Future<Map.Entry<String, Response>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < MESSAGES; i++) {
        var text = "message " + i;
        calls.add(threads.submit(() -> Map.entry(text, put(token, text))));
      }
    }
    var answers = new ArrayList<Map.Entry<String, Response>>();
    for (var call : calls) {
      answers.add(call.get());
    }
    return answers;
  }

  private static Response put(String token, String text) {
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "recipients",
                List.of(Map.of("corp", EAST, "userId", "wangfang")),
                "content",
                Map.of("type", "text", "content", text)))
        .put("/api/v1/messages/{id}", Ids.uuidV7().toString());
  }

  private static String text(SentMessage message) {
    return message.body().at("/text/content").asText();
  }
}
