package io.dinggate.local.feed;

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
import io.dinggate.model.CorpId;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parked entries by the API of operators. */
@LocalServiceTest
class ParkedEntriesResourceTest {

  private static final String PARKED = "/api/v1/feed/parked";
  private static final String MESSAGE = UUID.randomUUID().toString();
  private static final String OTHER = UUID.randomUUID().toString();

  @Inject ParkedEntries parked;
  @Inject FeedStanding standing;
  @Inject TestDatabase database;
  @Inject @Readiness FeedHealth health;

  @BeforeEach
  @AfterEach
  void nothingIsParked() {
    database.run("delete from feed_parked");
    standing.look();
  }

  @Test
  void parkedEntriesAreListedWithoutWhatTheySay() {
    park(1, MESSAGE, "IllegalArgumentException");
    park(2, MESSAGE, ParkedEntries.BEHIND);
    park(3, OTHER, "message-conflict");

    var page = as().queryParam("limit", 2).get(PARKED);
    page.then()
        .statusCode(200)
        .body("items.sequence", contains(1, 2))
        .body("items.reason", contains("IllegalArgumentException", "behind-a-parked-entry"))
        .body("items[0].kind", equalTo("MessageChanged"))
        .body("items[0].key", equalTo(MESSAGE))
        .body("items[0].epoch", equalTo("e1"))
        .body("items[0].appendedAt", equalTo("2026-11-27T08:00:00Z"))
        .body(not(containsString("a private reason")));
    as().queryParam("cursor", page.<Integer>path("next"))
        .get(PARKED)
        .then()
        .body("items.key", contains(OTHER))
        .body("next", nullValue());
  }

  @Test
  void retryAppliesAllOfTheKeyAndTheWarningEnds() {
    park(1, MESSAGE, "IllegalArgumentException");
    park(2, MESSAGE, ParkedEntries.BEHIND);
    park(3, OTHER, "message-conflict");
    standing.look();
    assertThat(health.call().getData().orElseThrow().get("warning").toString()).contains("3");

    // of a message that is gone: nothing is left to be done, and that is done
    as().post(PARKED + "/" + id(2) + "/retry")
        .then()
        .statusCode(200)
        .body("applied", equalTo(2))
        .body("left", equalTo(0))
        .body("reason", nullValue());
    as().delete(PARKED + "/" + id(3)).then().statusCode(204);

    as().get(PARKED).then().body("items.size()", equalTo(0));
    assertThat(health.call().getData()).isEmpty();
  }

  @Test
  void entryThatCannotBeReadStaysParked() {
    park(1, MESSAGE, "IllegalArgumentException");
    park(2, MESSAGE, ParkedEntries.BEHIND);
    var first = id(1);
    database.run("update feed_parked set item = 'rubbish' where sequence = 1");

    as().post(PARKED + "/" + first + "/retry")
        .then()
        .statusCode(200)
        .body("applied", equalTo(0))
        .body("left", equalTo(2))
        .body("reason", not(nullValue()));

    as().get(PARKED).then().body("items.sequence", contains(1, 2));
  }

  @Test
  void questionsThatCannotBeAreRefused() {
    for (var query : new String[] {"limit=0", "limit=x", "cursor=x"}) {
      as().get(PARKED + "?" + query).then().statusCode(400).body("code", equalTo("validation"));
    }
    for (var id : new String[] {"0", "x", "9223372036854775807", "99999999999999999999"}) {
      as().post(PARKED + "/" + id + "/retry").then().statusCode(404);
      as().delete(PARKED + "/" + id).then().statusCode(404).body("code", equalTo("not-found"));
    }
  }

  private void park(long sequence, String message, String reason) {
    var recipient =
        new RecipientStatus(
            new UserRef(new CorpId("ding-example"), new UserId("anna")),
            DeliveryState.FAILED,
            "x",
            "a private reason",
            null);
    parked.park(
        "e1",
        new FeedEntry(
            sequence,
            Instant.parse("2026-11-27T08:00:00Z"),
            new MessageChanged(
                new MessageId(message), sequence, false, List.of(recipient), List.of())),
        reason);
  }

  private long id(long sequence) {
    return database.number("select position from feed_parked where sequence = " + sequence);
  }

  private static RequestSpecification as() {
    return given()
        .header("Authorization", AccessToken.withScope("operator"))
        .contentType(ContentType.JSON);
  }
}
