package io.dinggate.local.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.platform.Ids;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries by the API of operators. */
@LocalServiceTest
class WebhookDeliveriesResourceTest {

  private static final String DELIVERIES = "/api/v1/webhooks/deliveries";

  @Inject DeliveryTable table;
  @Inject WebhookBodies bodies;
  @Inject Webhooks webhooks;
  @Inject TestDatabase database;

  @BeforeEach
  void begin() {
    database.run("delete from webhook_delivery");
  }

  @Test
  void deadOnesAreListedRetriedAndDiscarded() {
    dead("e1");
    dead("e2");
    var page = as().queryParam("state", "dead").queryParam("limit", 1).get(DELIVERIES);
    page.then()
        .statusCode(200)
        .body("items.event", contains("e2"))
        .body("items[0].client", equalTo("erp"))
        .body("items[0].reason", equalTo("http-410"))
        .body("items[0].state", equalTo("dead"))
        .body("items[0].dueAt", nullValue())
        .body(not(containsString("13800000000")));
    var id = page.<String>path("items[0].id");
    as().queryParam("state", "dead")
        .queryParam("cursor", page.<String>path("next"))
        .get(DELIVERIES)
        .then()
        .body("items.event", contains("e1"))
        .body("next", nullValue());

    as().post(DELIVERIES + "/" + id + "/retry")
        .then()
        .statusCode(200)
        .body("state", equalTo("waiting"))
        .body("attempts", equalTo(0));
    as().delete(DELIVERIES + "/" + id).then().statusCode(204);
    as().delete(DELIVERIES + "/" + id).then().statusCode(404).body("code", equalTo("not-found"));
    as().post(DELIVERIES + "/" + id + "/retry").then().statusCode(404);
    as().get(DELIVERIES).then().body("items.event", contains("e1"));
  }

  @Test
  void questionsThatCannotBeAreRefused() {
    for (var query : new String[] {"state=gone", "limit=0", "limit=x", "cursor=x"}) {
      as().get(DELIVERIES + "?" + query).then().statusCode(400).body("code", equalTo("validation"));
    }
  }

  @Test
  void clientWithoutAnAddressIsNotTold() {
    webhooks.announce("client:books", "e1", "message.changed", "{}");

    assertThat(database.number("select count(*) from webhook_delivery")).isZero();
  }

  private void dead(String event) {
    var row = Ids.uuidV7();
    table.add(
        row,
        "erp",
        event,
        "message.changed",
        bodies.seal(row, "{\"mobile\":\"13800000000\"}"),
        Duration.ofDays(3));
    table.die(table.claim("erp", 1, Duration.ofMinutes(1)).getFirst(), "http-410");
  }

  private static RequestSpecification as() {
    return given()
        .header("Authorization", AccessToken.withScope("operator"))
        .contentType(ContentType.JSON);
  }
}
