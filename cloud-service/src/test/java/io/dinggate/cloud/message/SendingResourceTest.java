package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.OperatorCaller;
import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.platform.Ids;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A paused queue as its operator sees it. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class SendingResourceTest {

  private static final Instant THEN = Instant.parse("2026-11-22T08:00:01Z");

  @Inject Writes writes;
  @Inject Reads reads;
  @Inject Sending sending;

  Sandbox sandbox;

  @AfterEach
  void release() {
    sending.release(_ -> {});
  }

  @Test
  void operatorSeesWhyNothingIsSentAndReleasesIt() {
    OperatorCaller.as()
        .get("/api/v1/operator/sending")
        .then()
        .statusCode(200)
        .body("paused", equalTo(false))
        .body("reason", nullValue());
    pause();
    var site = sandbox.world().site("east");
    var id = Ids.uuidV7().toString();
    SiteCaller.as(site).body(message()).put("/api/v1/messages/{id}", id).then().statusCode(202);
    OperatorCaller.as()
        .get("/api/v1/operator/sending")
        .then()
        .statusCode(200)
        .body("paused", equalTo(true))
        .body("reason", equalTo("restored"))
        .body("since", equalTo(THEN.toString()));
    assertThat(state(site, id)).isEqualTo("queued");
    var changes = changes();

    OperatorCaller.as()
        .body(Map.of("queued", "unknown"))
        .post("/api/v1/operator/sending/release")
        .then()
        .statusCode(200)
        .body("paused", equalTo(false));
    OperatorCaller.as()
        .body(Map.of("queued", "send"))
        .post("/api/v1/operator/sending/release")
        .then()
        .statusCode(200);

    await().until(() -> !state(site, id).equals("queued"));
    assertThat(changes()).isEqualTo(changes + 1); // the second one changed nothing
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"queued\":\"maybe\"}", "{\"queued\":\"send\",\"more\":1}"})
  void releaseThatDoesNotSayWhatBecomesOfTheQueueIsRefused(String body) {
    pause();

    OperatorCaller.as()
        .body(body)
        .post("/api/v1/operator/sending/release")
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"));

    assertThat(sending.paused()).isPresent();
  }

  private void pause() {
    writes.sql(
        connection -> {
          sending.databaseWasRestored(connection, THEN);
          return true;
        });
    sending.look();
  }

  private static String state(World.Site site, String id) {
    return SiteCaller.as(site)
        .get("/api/v1/messages/{id}", id)
        .then()
        .statusCode(200)
        .extract()
        .path("recipients[0].state");
  }

  private int changes() {
    return reads.query(
        connection -> {
          try (var row =
              connection
                  .prepareStatement(
                      "select count(*) from audit_entry where actor = 'operator:ops'"
                          + " and action = 'sending.release' and reason = 'unknown'")
                  .executeQuery()) {
            return row.getInt(1);
          }
        });
  }

  private static Map<String, Object> message() {
    return Map.of(
        "recipients",
        List.of(Map.of("corp", "dingeast00000001", "userId", "wangfang")),
        "content",
        Map.of(
            "type",
            "template",
            "templateId",
            "tpl-notice-1",
            "variables",
            Map.of("title", "t", "content", Ids.uuidV7().toString())),
        "app",
        "suite-main");
  }
}
