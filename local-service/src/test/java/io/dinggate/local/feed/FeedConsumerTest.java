package io.dinggate.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop that reads for as long as the service runs. */
@Timeout(60)
class FeedConsumerTest {

  private final FeedStage stage = new FeedStage();
  private final WaitingFeed cloud = new WaitingFeed();
  private final FeedLeadership leadership = new FeedLeadership(stage.database);
  private final FeedConsumer consumer = consumer(cloud);

  @AfterEach
  void end() throws InterruptedException {
    consumer.stop(new ShutdownEvent());
    assertThat(new FeedLeadership(stage.database).held()).isTrue(); // another one may lead
  }

  @Test
  void appliesWhatIsThereAndWhatComes() {
    stage.cloud.append(2);
    consumer.start(new StartupEvent());
    await().until(() -> stage.effects().size() == 2);
    await().until(() -> cloud.waiting.getCount() == 0);

    stage.cloud.append(1);
    cloud.wake();

    await().until(() -> stage.effects().size() == 3);
    await().until(() -> stage.gauge("dinggate.feed.leading") == 1);
    assertThat(stage.gauge("dinggate.feed.offline.seconds")).isZero();
  }

  @Test
  void endsAtOnceWhileTheCloudLetsItWait() throws InterruptedException {
    consumer.start(new StartupEvent());
    cloud.waiting.await();

    consumer.leave(new ShutdownDelayInitiatedEvent());
    consumer.stop(new ShutdownEvent());

    assertThat(cloud.interrupted).isTrue();
    assertThat(stage.standing.warnings()).isEmpty();
  }

  @Test
  void cloudThatIsAwayIsAskedWithoutWaitingUntilItIsBack() throws InterruptedException {
    var failures = new AtomicInteger();
    stage.cloud.append(1);
    stage.cloud.failPolls(
        () ->
            failures.incrementAndGet() <= 3
                ? new ApiException(ErrorCode.CLOUD_UNAVAILABLE, "away")
                : null);

    consumer.start(new StartupEvent());
    await().until(() -> stage.effects().size() == 1);
    cloud.waiting.await();

    assertThat(stage.cloud.waits)
        .startsWith(
            Duration.ofSeconds(25),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            FeedConsumer.WAIT_AFTER_NEWS);
    assertThat(stage.standing.warnings()).isEmpty();
  }

  @Test
  void asksForAShortWaitAfterNewsAndForALongOneAfterNone() throws InterruptedException {
    stage.cloud.append(1);
    var counting = consumer(stage.cloud);

    counting.start(new StartupEvent());
    await().until(() -> stage.cloud.waits.size() >= 4);
    counting.stop(new ShutdownEvent());

    assertThat(stage.cloud.waits)
        .startsWith(
            Duration.ofSeconds(25),
            Duration.ofSeconds(2),
            Duration.ofSeconds(25),
            Duration.ofSeconds(25));
  }

  @Test
  void timeWithoutTheCloudIsShown() {
    stage.cloud.failPolls(() -> new ApiException(ErrorCode.CLOUD_UNAVAILABLE, "It is away."));
    var since = stage.clock.instant();
    consumer.start(new StartupEvent());
    await().until(() -> !stage.standing.warnings().isEmpty());

    stage.clock.advance(Duration.ofMinutes(3));

    assertThat(stage.gauge("dinggate.feed.offline.seconds")).isEqualTo(180);
    assertThat(stage.standing.warnings())
        .containsExactly(
            "the cloud's feed is not read since " + since + ": cloud-unavailable: It is away.");
  }

  @Test
  void errorNobodyExpectedDoesNotEndTheReading() {
    var first = new AtomicInteger();
    stage.then =
        _ -> {
          if (first.incrementAndGet() == 1) {
            throw new AssertionError("nobody expected this");
          }
        };
    stage.cloud.append(1);

    consumer.start(new StartupEvent());

    await().until(() -> stage.effects().size() == 1);
  }

  @Test
  void whoDoesNotLeadDoesNotReadUntilTheLeaderHasGone() {
    var leader = new FeedLeadership(stage.database);
    assertThat(leader.held()).isTrue();
    stage.cloud.append(1);
    consumer.start(new StartupEvent());
    await().until(() -> stage.gauge("dinggate.feed.leading") == 0);
    assertThat(stage.cloud.polls).isEmpty();

    leader.release();

    await().until(() -> stage.effects().size() == 1);
  }

  @Test
  void whoIsSupersededStandsBackLetsOthersLeadAndComesAgain() {
    var refusals = new AtomicInteger();
    var leads = new ArrayList<Boolean>();
    var other = new FeedLeadership(stage.database);
    stage.cloud.append(1);
    stage.cloud.failPolls(
        () -> {
          if (refusals.incrementAndGet() > 3) {
            return null;
          }
          leads.add(other.held()); // this one leads while it asks
          return new ApiException(ErrorCode.FEED_SUPERSEDED);
        });

    consumer.start(new StartupEvent());
    await().until(() -> stage.effects().size() == 1);
    await().until(() -> stage.standing.warnings().isEmpty());

    assertThat(leads).containsExactly(false, false, false);
    assertThat(stage.cloud.waits)
        .startsWith(Collections.nCopies(4, Duration.ofSeconds(25)).toArray(Duration[]::new));
    assertThat(stage.meters.get("dinggate.feed.superseded").counter().count()).isEqualTo(3);
    assertThat(stage.gauge("dinggate.feed.offline.seconds")).isZero();
    assertThat(stage.parked.count()).isZero();
    assertThat(stage.gaps).hasValue(0);
  }

  @Test
  void whoIsSupersededByTheReplicaThatLeadsNowStandsBy() {
    var other = new FeedLeadership(stage.database);
    stage.cloud.failPolls(
        () -> {
          leadership.release(); // as with a connection that was lost
          assertThat(other.held()).isTrue();
          return new ApiException(ErrorCode.FEED_SUPERSEDED);
        });

    consumer.start(new StartupEvent());
    await().until(() -> stage.cloud.polls.size() == 1);
    await().until(() -> stage.meters.get("dinggate.feed.superseded").counter().count() == 1);
    await().until(() -> stage.standing.warnings().isEmpty());

    assertThat(stage.gauge("dinggate.feed.leading")).isZero();
    assertThat(stage.cloud.polls).hasSize(1);
    stage.cloud.failPolls(() -> null);
    other.release();
    await().until(() -> stage.cloud.polls.size() > 1);
  }

  @Test
  void anotherReaderIsShownForAsLongAsItReads() {
    stage.standing.superseded();
    stage.standing.superseded();
    assertThat(stage.standing.warnings()).containsExactly("another process reads this site's feed");

    stage.standing.isWell();

    assertThat(stage.standing.warnings()).isEmpty();
  }

  private FeedConsumer consumer(CloudFeed feed) {
    var rounds =
        new FeedRounds(
            feed,
            stage.steps(stage.database),
            stage.answers,
            stage.standing,
            stage.config(),
            stage.clock);
    return new FeedConsumer(rounds, leadership, stage.standing, stage.config());
  }

  /** As the cloud does: whoever asks it to wait, and has everything, waits. */
  private final class WaitingFeed implements CloudFeed {

    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch woken = new CountDownLatch(1);
    private volatile boolean interrupted;

    void wake() {
      woken.countDown();
    }

    @Override
    public FeedPage poll(@Nullable FeedCursor after, Duration wait, int limit) {
      var page = stage.cloud.poll(after, wait, limit);
      if (!page.entries().isEmpty() || wait.isZero()) {
        return page;
      }
      waiting.countDown();
      try {
        woken.await();
        return new FeedPage(page.epoch(), List.of());
      } catch (InterruptedException _) {
        interrupted = true;
        throw new ApiException(ErrorCode.CLOUD_UNAVAILABLE, "interrupted");
      }
    }

    @Override
    public void acknowledge(FeedCursor cursor) {
      stage.cloud.acknowledge(cursor);
    }
  }
}
