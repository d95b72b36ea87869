package io.dinggate.local.message;

import static io.dinggate.local.message.Messages.newId;
import static io.dinggate.local.message.Messages.staff;
import static io.dinggate.local.message.Messages.text;
import static io.dinggate.local.message.Messages.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.request.RequestToken;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class MessageListsTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject Jdbc jdbc;
  @Inject Told told;

  @BeforeEach
  void nothingSentYet() {
    told.nothingLeft();
    cloud.reset();
    clock.reset();
    jdbc.update("delete from message", _ -> {});
  }

  @Test
  void pagesFollowEachOtherFromTheNewestWithoutGapOrOverlap() {
    var sent = sendAll(25);

    var seen = new ArrayList<String>();
    var sizes = new ArrayList<Integer>();
    String cursor = null;
    do {
      var page = page(cursor == null ? "limit=10" : "limit=10&cursor=" + cursor);
      List<String> ids = page.getList("items.id");
      seen.addAll(ids);
      sizes.add(ids.size());
      cursor = page.getString("next");
    } while (cursor != null);

    assertThat(seen).containsExactlyElementsOf(sent.reversed());
    assertThat(sizes).containsExactly(10, 10, 5);
  }

  @Test
  void lastFullPageIsTheLast() {
    sendAll(2);

    assertThat(page("limit=2").getString("next")).isNull();
  }

  @Test
  void whatComesInMeanwhileDoesNotShiftThePages() {
    var sent = sendAll(4);
    var next = page("limit=2").getString("next");
    sendAll(3);

    assertThat(page("limit=2&cursor=" + next).<String>getList("items.id"))
        .containsExactly(sent.get(1), sent.get(0));
  }

  @Test
  void stateNarrowsTheList() {
    var sent = sendAll(1).getFirst();
    var failed = newId();
    put(failed, text("x", staff("t", "nobody")));
    var unknown = newId();
    put(unknown, text("x", user(People.ANNA)));
    told.all(sent, DeliveryState.SENT, null);
    told.all(unknown, DeliveryState.UNKNOWN, "no-answer");

    assertThat(page("state=sent").<String>getList("items.id")).containsExactly(sent);
    assertThat(page("state=failed").<String>getList("items.id")).containsExactly(failed);
    assertThat(page("state=unknown").<String>getList("items.id")).containsExactly(unknown);
    assertThat(page("state=queued").<String>getList("items.id")).isEmpty();
    assertThat(page("limit=100").<String>getList("items.id"))
        .containsExactly(unknown, failed, sent);
  }

  @Test
  void itemSaysHowManyRecipientsStandWhereAndTheReasonTheyShare() {
    put(newId(), text("one", staff("t", "x"), staff("t", "y")));
    put(newId(), text("two", staff("t", "x"), user(People.ANNA)));

    as().get("/api/v1/messages")
        .then()
        .body("items.content.content", contains("two", "one"))
        .body("items[0].counts.queued", equalTo(1))
        .body("items[0].counts.failed", equalTo(1))
        .body("items[0].reason", nullValue())
        .body("items[1].counts.failed", equalTo(2))
        .body("items[1].counts.queued", nullValue())
        .body("items[1].reason", equalTo("unknown-recipient"));
  }

  @Test
  void timesNarrowTheListToTheMillisecond() {
    var sent = sendAll(5);
    List<String> times = page("limit=100").<String>getList("items.acceptedAt").reversed();
    var from = times.get(1);
    var to = times.get(3);

    assertThat(ids("limit=100&from=" + from))
        .containsAll(sent.subList(1, 5))
        .doesNotContain(from.equals(times.get(0)) ? "none" : sent.get(0));
    assertThat(ids("limit=100&to=" + to)).isSubsetOf(sent.subList(0, 3));
    var between = ids("limit=100&from=" + from + "&to=" + to);
    assertThat(between)
        .isSubsetOf(sent.subList(0, 3))
        .containsAll(to.equals(from) ? List.of() : List.of(sent.get(1)));
    var first = page("limit=1&from=" + from).getString("next");
    assertThat(ids("limit=100&from=" + from + "&cursor=" + first))
        .hasSize(ids("limit=100&from=" + from).size() - 1);
  }

  /** Its id is older than it is: that of a request token, which lasts minutes. */
  @Test
  void timesFindWhatAFrontendHandedToTheCloudItself() {
    var id = sendAll(1).getFirst();
    var late = RequestToken.MAX_LIFETIME.plusMinutes(1);
    jdbc.update(
        "update message set accepted_at = accepted_at + make_interval(secs => ?)",
        statement -> statement.setLong(1, late.toSeconds()));
    var accepted = page("limit=1").getString("items[0].acceptedAt");

    assertThat(ids("from=" + accepted)).containsExactly(id);
    assertThat(ids("to=" + accepted)).isEmpty();
  }

  @Test
  void operatorSeesTheMessagesOfOneCallerOrOfAll() {
    var mine = sendAll(1).getFirst();
    var hers = newId();
    as.person(People.ANNA)
        .body(text("y", user(People.ANNA)))
        .put("/api/v1/messages/" + hers)
        .then()
        .statusCode(202);

    as.person(People.OLGA)
        .get("/api/v1/messages?caller=*")
        .then()
        .statusCode(200)
        .body("items.id", contains(hers, mine))
        .body("items[0].caller", startsWith("user:"))
        .body("items[1].caller", equalTo("client:books"));
    as.person(People.OLGA)
        .get("/api/v1/messages?caller=client:books&state=queued")
        .then()
        .body("items.id", contains(mine))
        .body("items[0].caller", nullValue());
    as.client("books", "operator", "messages:read")
        .get("/api/v1/messages?caller=*&state=queued")
        .then()
        .body("items.id", contains(hers, mine));
  }

  private List<String> ids(String query) {
    return page(query).getList("items.id");
  }

  private List<String> sendAll(int count) {
    var ids = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      ids.add(newId());
      put(ids.getLast(), text("x", user(People.ANNA)));
    }
    return ids;
  }

  private void put(String id, String body) {
    as().body(body).put("/api/v1/messages/" + id).then().statusCode(202);
  }

  private JsonPath page(String query) {
    return as().get("/api/v1/messages?" + query).then().statusCode(200).extract().jsonPath();
  }

  private RequestSpecification as() {
    return as.client("books", "messages:send", "messages:read");
  }
}
