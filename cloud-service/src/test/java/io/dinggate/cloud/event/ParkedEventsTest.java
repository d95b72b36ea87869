package io.dinggate.cloud.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.site.OperatorCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.AppId;
import io.dinggate.platform.keys.Sealer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the cloud could not handle is seen by operators, and handled once its cause is mended. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class ParkedEventsTest {

  private static final String PARKED = "/api/v1/operator/events/parked";
  private static final Instant AT = Instant.parse("2026-05-01T08:00:00Z");

  @Inject EventStore store;
  @Inject EventWorker worker;
  @Inject Registry registry;
  @Inject Reads reads;
  @Inject Writes writes;
  @Inject Sealer sealer;

  /** Behind what other tests have left. */
  private String begin;

  @BeforeEach
  void begin() {
    begin = text("select coalesce(max(id), 0) from event where identity <> ?", "none");
  }

  @Test
  void eventThatCannotBeHandledIsListedWithTheReason() {
    var corp = pushUnreadable();

    assertThat(parked(corp))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event).containsKey("id");
              assertThat(event)
                  .containsAllEntriesOf(
                      Map.<String, Object>of(
                          "app",
                          "suite-main",
                          "corp",
                          corp,
                          "bizType",
                          16,
                          "type",
                          "org_remove",
                          "happenedAt",
                          AT.toString(),
                          "receivedAt",
                          AT.plusSeconds(1).toString(),
                          "reason",
                          "no corp"));
            });
  }

  @Test
  void pagesFollowOneAnotherInTheOrderOfArrival() {
    var first = pushUnreadable();
    var second = pushUnreadable();
    var corps = new ArrayList<String>();
    var cursor = begin;
    do {
      var page = list(1, cursor);
      assertThat(page.<List<?>>path("items")).hasSizeLessThanOrEqualTo(1);
      corps.addAll(page.path("items.corp"));
      cursor = page.path("next");
    } while (cursor != null);

    assertThat(corps).containsExactly(first, second);
  }

  @Test
  void eventIsHandledOnceItsCauseIsMendedAndTheAuditSaysWhoWantedIt() {
    var corp = pushUnreadable();
    var id = String.valueOf(parked(corp).getFirst().get("id"));
    mend(id, corp);

    retry(id).then().statusCode(204);

    await().until(() -> !state(id).equals("WAITING"));
    assertThat(state(id)).isIn("APPLIED", "STALE");
    assertThat(parked(corp)).isEmpty();
    assertThat(
            text(
                "select actor || ' ' || reason from audit_entry"
                    + " where action = 'event.retry' and subject = ?",
                id))
        .isEqualTo("operator:ops waiting");
    retry(id).then().statusCode(404).body("code", equalTo("not-found"));
  }

  @Test
  void eventThatStillCannotBeHandledIsParkedAgain() {
    var corp = pushUnreadable();
    var id = String.valueOf(parked(corp).getFirst().get("id"));

    retry(id).then().statusCode(204);

    await().until(() -> state(id).equals("PARKED"));
    assertThat(parked(corp)).singleElement().extracting("reason").isEqualTo("no corp");
  }

  @Test
  void listBeginsWithTheOldest() {
    pushUnreadable();

    OperatorCaller.as().get(PARKED).then().statusCode(200).body("items", not(empty()));
  }

  @ParameterizedTest
  @CsvSource({"limit, 0", "limit, 101", "cursor, x", "cursor, 1.5"})
  void listThatCannotBeIsRefused(String name, String value) {
    OperatorCaller.as()
        .queryParam(name, value)
        .get(PARKED)
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"));
  }

  /** An event of a corp of its own, which the event does not name. */
  private String pushUnreadable() {
    var corp = "dingparked" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    var app = registry.snapshot().app(new AppId("suite-main")).orElseThrow();
    var event =
        new ReceivedEvent(
            UUID.randomUUID().toString(), 16, "org_remove", corp, "s", AT, "{\"a\":1}", null);
    store.store(app, List.of(event), AT.plusSeconds(1));
    worker.handleDue();
    return corp;
  }

  private void mend(String id, String corp) {
    var content =
        sealer.seal(EventStore.context(id), "{\"corp_id\":\"%s\",\"a\":1}".formatted(corp));
    writes.<Integer>sql(
        connection -> {
          try (var update =
              connection.prepareStatement("update event set content = ? where identity = ?")) {
            update.setString(1, content);
            update.setString(2, id);
            return update.executeUpdate();
          }
        });
  }

  private static Response list(int limit, String cursor) {
    var page =
        OperatorCaller.as().queryParam("limit", limit).queryParam("cursor", cursor).get(PARKED);
    page.then().statusCode(200);
    return page;
  }

  private List<Map<String, Object>> parked(String corp) {
    return list(100, begin).jsonPath().getList("items.findAll { it.corp == '" + corp + "' }");
  }

  private static Response retry(String id) {
    return OperatorCaller.as().post(PARKED + "/{id}/retry", id);
  }

  private String state(String id) {
    return text("select state from event where identity = ?", id);
  }

  private String text(String sql, String id) {
    return reads.query(
        connection -> {
          try (var select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            try (var row = select.executeQuery()) {
              return row.next() ? row.getString(1) : "";
            }
          }
        });
  }
}
