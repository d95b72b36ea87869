package io.dinggate.cloud.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.SiteId;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The feed over HTTP. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class FeedResourceTest {

  @Inject Writes writes;
  @Inject Feed feed;
  @Inject FeedWaiters waiters;
  @Inject FeedMetrics metrics;

  Sandbox sandbox;

  @Test
  void siteReadsConfirmsAndReadsOn() {
    var epoch = poll(0).then().statusCode(200).extract().<String>path("epoch");
    var last = last();
    append();
    append();

    var page =
        as().queryParams(Map.of("epoch", epoch, "after", last, "limit", 1)).get("/api/v1/feed");
    page.then()
        .statusCode(200)
        .body("entries", hasSize(1))
        .body("entries[0].item.type", equalTo("messageChanged"))
        .body("entries[0].item.message", equalTo("m-5"));
    assertThat(page.<Integer>path("entries[0].sequence")).isEqualTo(last + 1);
    as().body(Map.of("epoch", epoch, "sequence", last + 2))
        .post("/api/v1/feed/ack")
        .then()
        .statusCode(204);
    as().body(Map.of("epoch", epoch, "sequence", last + 3))
        .post("/api/v1/feed/ack")
        .then()
        .statusCode(410)
        .body("code", equalTo("feed-gone"));
    as().queryParams(Map.of("epoch", "another"))
        .get("/api/v1/feed")
        .then()
        .statusCode(410)
        .body("code", equalTo("feed-gone"));
    metrics.show();
  }

  @Test
  void whoWaitsIsAnsweredWhenSomethingComesOrSomebodyNewerWaits() throws Exception {
    var epoch = poll(0).<String>path("epoch");
    var query = Map.of("epoch", epoch, "after", last(), "wait", 25);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var older = callers.submit(() -> as().queryParams(query).get("/api/v1/feed"));
      await().until(() -> waiters.waiting() == 1);

      var newest = callers.submit(() -> as().queryParams(query).get("/api/v1/feed"));

      older.get().then().statusCode(409).body("code", equalTo("feed-superseded"));
      await().until(() -> waiters.waiting() == 1);
      append();
      newest.get().then().statusCode(200).body("entries", hasSize(1));
    }
    assertThat(waiters.waiting()).isZero();
  }

  @Test
  void nothingInTimeIsAnEmptyAnswer() {
    poll(0).then().statusCode(200);
    as().queryParams(Map.of("epoch", poll(0).<String>path("epoch"), "after", last(), "wait", 1))
        .get("/api/v1/feed")
        .then()
        .statusCode(200)
        .body("entries", empty());
  }

  @Test
  void placesThatCannotBeAreRefused() {
    for (var query :
        new String[] {"after=-1", "wait=26", "wait=-1", "limit=0", "limit=501", "after=x"}) {
      as().get("/api/v1/feed?" + query).then().statusCode(query.equals("after=x") ? 404 : 400);
    }
    as().body(Map.of("epoch", "no epoch", "sequence", 0))
        .post("/api/v1/feed/ack")
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"));
  }

  private int last() {
    var entries = poll(0).jsonPath().getList("entries.sequence", Integer.class);
    return entries.isEmpty() ? 0 : entries.getLast();
  }

  private Response poll(int wait) {
    return as().queryParams(Map.of("wait", wait, "limit", 500)).get("/api/v1/feed");
  }

  private RequestSpecification as() {
    return SiteCaller.as(sandbox.world().site("north"), "feed:read");
  }

  private void append() {
    var site = new SiteId("north");
    writes.sql(
        connection -> {
          feed.append(connection, site, FeedStage.changed(5));
          return true;
        });
    feed.wake(site);
  }
}
