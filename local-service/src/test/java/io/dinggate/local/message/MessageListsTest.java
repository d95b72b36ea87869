package io.dinggate.local.message;

import static io.dinggate.local.message.Messages.newId;
import static io.dinggate.local.message.Messages.staff;
import static io.dinggate.local.message.Messages.text;
import static io.dinggate.local.message.Messages.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.FakeCloud.Fault;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
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

  @BeforeEach
  void nothingSentYet() {
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
    cloud.failNext("send", Fault.DROP_ANSWER);
    var unknown = newId();
    put(unknown, text("x", user(People.ANNA)));

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
        .body("items[0].recipients.sent", equalTo(1))
        .body("items[0].recipients.failed", equalTo(1))
        .body("items[0].reason", nullValue())
        .body("items[1].recipients.failed", equalTo(2))
        .body("items[1].recipients.sent", nullValue())
        .body("items[1].reason", equalTo("unknown-recipient"));
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
    as().body(body).put("/api/v1/messages/" + id).then().statusCode(200);
  }

  private JsonPath page(String query) {
    return as().get("/api/v1/messages?" + query).then().statusCode(200).extract().jsonPath();
  }

  private RequestSpecification as() {
    return as.client("books", "messages:send", "messages:read");
  }
}
