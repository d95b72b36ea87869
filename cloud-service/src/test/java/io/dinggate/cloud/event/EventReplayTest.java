package io.dinggate.cloud.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.site.OperatorCaller;
import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.AppId;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator has a site told of events once more. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class EventReplayTest {

  private static final String REPLAY = "/api/v1/operator/feeds/{site}/replay";

  /** Of no other test: each method's events arrive in a year of their own. */
  private static Instant last = Instant.parse("2100-01-01T00:00:00Z");

  @Inject EventStore store;
  @Inject Registry registry;
  @Inject Reads reads;

  Sandbox sandbox;

  private Instant now;

  @BeforeEach
  void begin() {
    now = last;
    last = last.plus(Duration.ofDays(365));
  }

  @Test
  void eventsSinceATimeComeOnceMoreInTheirOrderAndNameTheOriginal() {
    push("a", "dingeast00000001", "user_add_org");
    var since = now;
    push("b", "dingeast00000001", "user_add_org");
    push("c", "dingnorth0000001", "user_add_org");
    push("d", "dingeast00000001", "user_leave_org");
    var first = entries("east", 0);
    var ids = first.getList("findAll { it.item.subject in ['b', 'd'] }.item.id");
    var before = lastSequence("east");

    replay("east", Map.of("from", Map.of("since", since.toString())))
        .then()
        .statusCode(200)
        .body("events", equalTo(2))
        .body("next", nullValue());

    var more = entries("east", before);
    assertThat(more.getList("item.subject")).containsExactly("b", "d");
    assertThat(more.getList("item.replay")).containsExactly(true, true);
    assertThat(more.getList("item.id"))
        .isEqualTo(ids.subList(ids.size() - 2, ids.size()))
        .doesNotContainNull();
    assertThat(more.getList("sequence")).isEqualTo(List.of(before + 1, before + 2));
    assertThat(audited("east", "events:2")).isPositive();
  }

  @Test
  void soManyAtMostAndTheNextOneIsNamed() {
    for (var i = 0; i < 205; i++) {
      push("s" + i, "dingeast00000001", "user_modify_org");
    }
    var before = lastSequence("east");
    var since = now.minusSeconds(205);

    var first = replay("east", Map.of("from", Map.of("since", since.toString()), "limit", 201));
    first.then().statusCode(200).body("events", equalTo(201)).body("next", notNullValue());
    replay("east", Map.of("from", Map.of("event", first.path("next")), "limit", 500))
        .then()
        .statusCode(200)
        .body("events", equalTo(4))
        .body("next", nullValue());

    var subjects = new ArrayList<String>();
    for (var i = 0; i < 205; i++) {
      subjects.add("s" + i);
    }
    assertThat(entries("east", before).getList("item.subject")).isEqualTo(subjects);
  }

  @Test
  void entryThatTheFeedHoldsIsAPlaceToBeginWith() {
    push("x", "dingnorth0000001", "user_add_org");
    var from = lastSequence("north");
    push("y", "dingnorth0000001", "user_add_org");

    replay("north", Map.of("from", Map.of("sequence", from, "epoch", "another")))
        .then()
        .statusCode(410)
        .body("code", equalTo("feed-gone"));
    replay("north", Map.of("from", Map.of("sequence", from, "epoch", epoch("north"))))
        .then()
        .statusCode(200)
        .body("events", equalTo(2));

    assertThat(entries("north", from + 1).getList("item.subject")).containsExactly("x", "y");
    replay("north", Map.of("from", Map.of("sequence", from + 1000)))
        .then()
        .statusCode(410)
        .body("code", equalTo("feed-gone"));
  }

  @Test
  void whatIsTheCloudsAloneIsNotTold() {
    var since = now;
    push("k", "dingeast00000001", "tmp_auth_code");
    var before = lastSequence("east");

    replay("east", Map.of("from", Map.of("since", since.toString())))
        .then()
        .statusCode(200)
        .body("events", equalTo(0));

    assertThat(entries("east", before).getList("$")).isEmpty();
  }

  @Test
  void eventOfAnotherSitesCorpIsNone() {
    push("z", "dingnorth0000001", "user_add_org");
    var id = entries("north", lastSequence("north") - 1).getString("[0].item.id");

    replay("east", Map.of("from", Map.of("event", id)))
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
    replay("nobody", Map.of("from", Map.of("event", id)))
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"from\":{}}",
        "{\"from\":{\"sequence\":0}}",
        "{\"from\":{\"since\":\"yesterday\"}}",
        "{\"from\":{\"sequence\":1,\"event\":\"a\"}}",
        "{\"from\":{\"sequence\":1},\"limit\":0}",
        "{\"from\":{\"since\":\"+1000000000-12-31T23:59:59Z\"}}",
        "{\"from\":{\"since\":\"-1000000000-01-01T00:00:00Z\"}}",
        "{\"from\":{\"event\":\"a\",\"epoch\":\"e\"}}",
        "{\"from\":{\"sequence\":1,\"epoch\":\"\"}}",
        "{\"from\":{\"sequence\":1},\"limit\":1001}",
        "{\"from\":{\"sequence\":1},\"more\":1}"
      })
  void wishThatSaysNothingOrTooMuchIsRefused(String body) {
    OperatorCaller.as()
        .body(body)
        .post(REPLAY, "east")
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"))
        .body("violations", hasSize(1));
  }

  private static Response replay(String site, Map<String, Object> wish) {
    return OperatorCaller.as().body(wish).post(REPLAY, site);
  }

  /** One second after the last. */
  private void push(String subject, String corp, String type) {
    var app = registry.snapshot().app(new AppId("suite-main")).orElseThrow();
    var event =
        new ReceivedEvent(
            UUID.randomUUID().toString(),
            13,
            type,
            corp,
            subject,
            now,
            "{\"biz_type\":13,\"biz_data\":{}}",
            null);
    store.store(app, List.of(event), now);
    now = now.plusSeconds(1);
  }

  private static int lastSequence(String site) {
    return feeds().getInt("items.find { it.site == '" + site + "' }.lastSequence");
  }

  private static String epoch(String site) {
    return feeds().getString("items.find { it.site == '" + site + "' }.epoch");
  }

  private static JsonPath feeds() {
    return OperatorCaller.as().get("/api/v1/operator/feeds").jsonPath();
  }

  /** Those after a place, as a list. */
  private JsonPath entries(String site, int after) {
    var caller = sandbox.world().site(site);
    var epoch = SiteCaller.as(caller, "feed:read").get("/api/v1/feed").<String>path("epoch");
    var query =
        after == 0
            ? Map.<String, Object>of("limit", 500)
            : Map.<String, Object>of("epoch", epoch, "after", after, "limit", 500);
    return SiteCaller.as(caller, "feed:read")
        .queryParams(query)
        .get("/api/v1/feed")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .setRootPath("entries");
  }

  private int audited(String site, String what) {
    return reads.query(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "select count(*) from audit_entry where actor = 'operator:ops'"
                      + " and action = 'feed.replay' and subject = ? and reason = ?")) {
            select.setString(1, site);
            select.setString(2, what);
            try (var row = select.executeQuery()) {
              return row.getInt(1);
            }
          }
        });
  }
}
