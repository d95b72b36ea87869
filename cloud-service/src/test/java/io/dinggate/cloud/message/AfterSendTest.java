package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.platform.Ids;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens after a message was sent, with the service as it is and the sandbox. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class AfterSendTest {

  private static final String EAST = "dingeast00000001";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject MovableClock clock;

  Sandbox sandbox;
  private final String id = Ids.uuidV7().toString();
  private final String text = "hello " + id;

  @BeforeEach
  void begin() {
    sandbox.reset();
  }

  @AfterEach
  void end() {
    clock.reset();
    sandbox.reset();
  }

  @Test
  void silentDropsAndReadingAreToldOfExactlyWhomTheyConcern() {
    sandbox.forbidDelivery(EAST, "liwei", 1430003);
    send(Map.of("recipients", users("wangfang", "liwei", "zhoumin", "nobody")));
    var task = sandbox.awaitMessages(1, PATIENCE).getFirst().taskId();
    sandbox.markRead(task, "wangfang");
    awaitStates("sent", "sent", "sent", "sent");

    clock.advance(Duration.ofMinutes(2));

    awaitStates("read", "dropped", "delivered", "failed");
    status()
        .body("recipients[1].reason", equalTo("platform-protection"))
        .body("recipients[3].reason", equalTo("invalid-user"));
    clock.advance(Duration.ofHours(24));
    await().atMost(PATIENCE).until(() -> status().extract().path("closed"));
  }

  @Test
  void sameTextAgainIsADuplicateInThePreviewAndAtDingTalk() {
    send(Map.of("recipients", users("wangfang")));
    sandbox.awaitMessages(1, PATIENCE);
    awaitStates("sent");

    as().body(body(Map.of("recipients", users("wangfang", "nobody", "sunhidden", "liwei"))))
        .post("/api/v1/messages/preview")
        .then()
        .statusCode(200)
        .body("tasks.people", contains(4))
        .body(
            "recipients.outlook", contains("duplicate", "unknownUser", "notVisible", "reachable"));
    assertThat(sandbox.messages()).hasSize(1);
  }

  @Test
  void messageIsTakenBack() {
    send(Map.of("recipients", users("wangfang", "liwei")));
    sandbox.awaitMessages(1, PATIENCE);
    awaitStates("sent", "sent");

    as().post("/api/v1/messages/{id}/recall", id).then().statusCode(200);
    as().post("/api/v1/messages/{id}/recall", id).then().statusCode(200);

    awaitStates("recalled", "recalled");
    assertThat(sandbox.messages().getFirst().recalled()).isTrue();
  }

  @Test
  void recallAfterADayIsTooLate() {
    send(Map.of("recipients", users("wangfang")));
    sandbox.awaitMessages(1, PATIENCE);
    awaitStates("sent");
    clock.advance(Duration.ofHours(25));

    as().post("/api/v1/messages/{id}/recall", id)
        .then()
        .statusCode(409)
        .body("code", equalTo("recall-too-late"));
  }

  @Test
  void peopleOfDepartmentsGetTheMessage() {
    send(
        Map.of(
            "recipients",
            users("liwei"),
            "departments",
            Stream.of(1, 99, 5)
                .map(department -> Map.of("corp", EAST, "departmentId", department))
                .toList()));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                status()
                    .body("departments.state", contains("expanded", "failed", "failed"))
                    .body("departments[1].reason", equalTo("department-not-found"))
                    .body("departments[2].reason", equalTo("department-not-visible")));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                sandbox.messages().stream()
                    .flatMap(message -> message.receivers().stream())
                    .toList()
                    .containsAll(List.of("liwei", "wangfang", "zhoumin")));
    assertThat(sandbox.messages().stream().flatMap(message -> message.userIds().stream()))
        .doesNotHaveDuplicates();
  }

  private void send(Map<String, Object> to) {
    as().body(body(to)).put("/api/v1/messages/{id}", id).then().statusCode(202);
  }

  private Map<String, Object> body(Map<String, Object> to) {
    var body = new HashMap<>(to);
    body.put("content", Map.of("type", "text", "content", text));
    return body;
  }

  private static List<Map<String, String>> users(String... ids) {
    return Stream.of(ids).map(user -> Map.of("corp", EAST, "userId", user)).toList();
  }

  private ValidatableResponse status() {
    return as().get("/api/v1/messages/{id}", id).then().statusCode(200);
  }

  private void awaitStates(String... states) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> status().body("recipients.state", contains(states)));
  }

  private RequestSpecification as() {
    return SiteCaller.as(sandbox.world().site("east"));
  }
}
