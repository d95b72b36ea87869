package io.dinggate.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.model.MessageId;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feed by way of the gateway, over HTTP. */
@LocalServiceTest
@Timeout(60)
class CloudFeedTest {

  private static final FeedItem CHANGE =
      new MessageChanged(new MessageId("m-1"), 2, false, List.of(), List.of());

  @Inject CloudGateway gateway;
  @Inject CloudCircuit circuit;
  @Inject FakeCloud cloud;

  @BeforeEach
  void reset() {
    cloud.reset();
  }

  @Test
  void entriesComeInTheTypesOfTheContract() {
    cloud.feed.append(CHANGE);
    cloud.feed.append(CHANGE);

    var page = gateway.pollFeed(null, Duration.ZERO, 1);

    assertThat(page.epoch()).isEqualTo("e1");
    assertThat(page.entries()).extracting(FeedEntry::item).containsExactly(CHANGE);
    assertThat(gateway.pollFeed(new FeedCursor("e1", 1), Duration.ZERO, 500).entries())
        .extracting(FeedEntry::sequence)
        .containsExactly(2L);
  }

  @Test
  void entryOfANewerCloudIsNoFailure() {
    cloud.feed.append(new FeedItem.Unrecognized());

    assertThat(gateway.pollFeed(null, Duration.ZERO, 1).entries())
        .extracting(FeedEntry::item)
        .containsExactly(new FeedItem.Unrecognized());
  }

  /** Other calls have a deadline of 2 s in these tests. */
  @Test
  void waitingIsNoFailure() {
    assertThat(gateway.pollFeed(null, Duration.ofSeconds(3), 1).entries()).isEmpty();
    assertThat(circuit.trouble()).isNull();
  }

  @Test
  void newsEndTheWaiting() {
    var page =
        CompletableFuture.supplyAsync(() -> gateway.pollFeed(null, Duration.ofSeconds(25), 1));
    await().until(() -> cloud.count("pollFeed") == 1);

    cloud.feed.append(CHANGE);

    assertThat(page.join().entries()).hasSize(1);
  }

  @Test
  void interruptionEndsTheWaiting() throws InterruptedException {
    var ended = new CompletableFuture<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    gateway.pollFeed(null, Duration.ofSeconds(25), 1);
                  } catch (ApiException e) {
                    ended.complete(e);
                  }
                });
    await().until(() -> cloud.count("pollFeed") == 1);

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          thread.interrupt();
          thread.join();
        });
    assertThat(ended).isCompleted();
  }

  @Test
  void cursorThatIsGoneIsSaidSo() {
    assertThatThrownBy(() -> gateway.pollFeed(new FeedCursor("e0", 1), Duration.ZERO, 1))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FEED_GONE));
  }

  @Test
  void whatWasAppliedIsConfirmed() {
    cloud.feed.append(CHANGE);

    gateway.acknowledgeFeed(new FeedCursor("e1", 1));

    assertThat(cloud.feed.acknowledged()).isEqualTo(new FeedCursor("e1", 1));
  }

  /** Who comes again by itself learns of it at once, and keeps nobody from trying. */
  @Test
  void cloudThatWasAwayIsReadAgainAtOnceAndTheCircuitStaysClosed() {
    cloud.goAway();
    for (var i = 0; i < 20; i++) {
      assertThatThrownBy(() -> gateway.pollFeed(null, Duration.ofSeconds(25), 1))
          .isInstanceOf(ApiException.class);
    }
    assertThat(circuit.isOpen()).isFalse();
    assertThat(circuit.trouble()).as("an operator is told").isNotNull();
    cloud.comeBack();

    assertThat(gateway.pollFeed(null, Duration.ofSeconds(25), 1).entries())
        .as("not asked to wait after a failure")
        .isEmpty();
    assertThat(circuit.trouble()).isNull();
  }
}
