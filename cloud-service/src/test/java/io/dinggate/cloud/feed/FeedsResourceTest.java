package io.dinggate.cloud.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.OperatorCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedCursor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators see of the feeds. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class FeedsResourceTest {

  private static final SiteId AWAY = new SiteId("0-away");
  private static final SiteId READING = new SiteId("0-reading");

  @Inject Writes writes;
  @Inject Feed feed;
  @Inject FeedAcknowledgements acknowledgements;
  @Inject FeedPolls polls;

  @Test
  void everyFeedIsListedPageByPage() {
    append(AWAY, 3);
    append(READING, 2);
    var epoch = epoch(READING);
    acknowledgements.acknowledge(READING, new FeedCursor(epoch, 2));

    var first = OperatorCaller.as().queryParam("limit", 2).get("/api/v1/operator/feeds");

    first
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items.site", equalTo(List.of("0-away", "0-reading")))
        .body("items[0].epoch", equalTo(epoch(AWAY)))
        .body("items[0].lastSequence", equalTo(3))
        .body("items[0].acknowledged", equalTo(0))
        .body("items[0].depth", equalTo(3))
        .body("items[1].depth", equalTo(0))
        .body("items[1].oldestAt", nullValue())
        .body("items[1].lagSeconds", equalTo(0));
    assertThat(first.<String>path("items[0].oldestAt")).isNotNull();
    assertThat(first.<Integer>path("items[0].lagSeconds")).isBetween(0, 60);
    var rest =
        OperatorCaller.as()
            .queryParam("cursor", "0-away")
            .get("/api/v1/operator/feeds")
            .then()
            .statusCode(200)
            .body("next", nullValue())
            .extract()
            .<List<String>>path("items.site");
    assertThat(rest).startsWith("0-reading").doesNotContain("0-away").isSorted();
  }

  @Test
  void pagesThatCannotBeAreRefused() {
    OperatorCaller.as().get("/api/v1/operator/feeds?limit=0").then().statusCode(400);
    OperatorCaller.as().get("/api/v1/operator/feeds?limit=101").then().statusCode(400);
    OperatorCaller.as().get("/api/v1/operator/feeds?cursor=a%20b").then().statusCode(400);
  }

  private String epoch(SiteId site) {
    return polls
        .poll(new FeedPolls.Query(site, null, 0, 1), Duration.ZERO)
        .toCompletableFuture()
        .join()
        .epoch();
  }

  private void append(SiteId site, int entries) {
    for (var i = 0; i < entries; i++) {
      writes.sql(
          connection -> {
            feed.append(connection, site, FeedStage.changed(1));
            return true;
          });
    }
  }
}
