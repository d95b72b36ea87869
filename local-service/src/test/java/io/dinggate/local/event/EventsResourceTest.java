package io.dinggate.local.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.feed.EventReceived;
import io.dinggate.model.feed.FeedEntry;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the cloud told of events, as apps read it. */
@LocalServiceTest
class EventsResourceTest {

  private static final String EVENTS = "/api/v1/events";
  private static final CorpId EAST = new CorpId("dingeast00000001");
  private static final CorpId NORTH = new CorpId("dingnorth0000001");

  @Inject ReceivedEvents received;
  @Inject EventTable events;
  @Inject ForgottenEvents forgotten;
  @Inject TestDatabase database;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;

  @BeforeEach
  void begin() {
    clock.reset();
    cloud.reset();
    clock.advance(Duration.ofHours(2)); // so that the site asks for its corps
    cloud.directory.serve(EAST, AppKind.SUITE);
    nothingIsThere();
  }

  @AfterEach
  void nothingIsThere() {
    database.run("delete from event");
    database.run("delete from directory_step");
  }

  @Test
  void eventsAreReadOnInTheOrderOfTheirArrivalAndNoneIsMissed() {
    apply(1, event("e1", EAST, "user_add_org", Map.of("name", "王芳")));
    apply(2, event("e2", NORTH, "user_leave_org", null));
    apply(3, event("e3", EAST, "calendar_event_change", Map.of()));

    var page = as().queryParam("limit", 2).get(EVENTS);
    page.then()
        .statusCode(200)
        .body("items.id", contains("e1", "e2"))
        .body("items[0].data.name", equalTo("王芳"))
        .body("items[0].corp", equalTo(EAST.value()))
        .body("items[0].bizType", equalTo(13))
        .body("items[0].subject", equalTo("wangfang"))
        .body("items[0].stale", equalTo(false))
        .body("items[1].data", nullValue());
    var rest = as().queryParam("cursor", page.<String>path("next")).get(EVENTS);
    rest.then().body("items.id", contains("e3"));
    var cursor = rest.<String>path("next");
    as().queryParam("cursor", cursor)
        .get(EVENTS)
        .then()
        .body("items", empty())
        .body("next", equalTo(cursor));

    apply(4, event("e4", EAST, "user_leave_org", null));
    as().queryParam("cursor", cursor).get(EVENTS).then().body("items.id", contains("e4"));
  }

  @Test
  void eventsAreFoundByCorpAndType() {
    apply(1, event("e1", EAST, "user_add_org", null));
    apply(2, event("e2", NORTH, "user_leave_org", null));
    apply(3, event("e3", EAST, "user_leave_org", null));

    as().queryParam("corp", EAST.value()).get(EVENTS).then().body("items.id", contains("e1", "e3"));
    as().queryParam("type", "user_leave_org")
        .get(EVENTS)
        .then()
        .body("items.id", contains("e2", "e3"));
    as().queryParam("corp", EAST.value())
        .queryParam("type", "user_leave_org")
        .get(EVENTS)
        .then()
        .body("items.id", contains("e3"));
  }

  @Test
  void eventThatIsToldAgainIsKeptOnce() {
    apply(1, event("e1", EAST, "user_add_org", null));
    apply(2, event("e1", EAST, "user_add_org", null));

    as().get(EVENTS).then().body("items.id", contains("e1"));
  }

  @Test
  void whatAnEventSaysIsNotReadableInTheDatabase() {
    apply(1, event("e1", EAST, "user_add_org", Map.of("name", "王芳")));

    assertThat(database.text("select content from event")).doesNotContain("王芳", "wangfang");
  }

  @Test
  void eventsEndWithTheirRetention() {
    apply(1, event("e1", EAST, "user_add_org", null));
    apply(2, event("e2", EAST, "user_add_org", null));
    database.run("update event set received_at = now() - interval '31 days' where id = 'e1'");

    forgotten.forget();

    as().get(EVENTS).then().body("items.id", contains("e2"));
  }

  @Test
  void badQueriesAreNamed() {
    for (var bad : Map.of("limit", "0", "cursor", "x", "corp", "../").entrySet()) {
      as().queryParam(bad.getKey(), bad.getValue()).get(EVENTS).then().statusCode(400);
    }
  }

  private void apply(long sequence, EventReceived event) {
    received.apply(new FeedEntry(sequence, Instant.now(), event), event);
  }

  private static EventReceived event(
      String id, CorpId corp, String type, Map<String, Object> data) {
    return new EventReceived(
        id,
        new AppId("suite"),
        corp,
        13,
        type,
        "wangfang",
        Instant.now().minus(Duration.ofSeconds(1)),
        false,
        data,
        false);
  }

  private static RequestSpecification as() {
    return given().header("Authorization", AccessToken.withScope("feed:read"));
  }
}
