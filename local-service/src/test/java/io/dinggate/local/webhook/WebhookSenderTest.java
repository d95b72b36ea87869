package io.dinggate.local.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.local.platform.WebhookTarget;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop that has deliveries tried. */
@Timeout(60)
class WebhookSenderTest {

  private static final WebhookTarget SLOW =
      new WebhookTarget(URI.create("https://slow.test/"), List.of(WebhookWorld.SECRET), Set.of());

  private final WebhookWorld world = new WebhookWorld();
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final AtomicInteger slowCalls = new AtomicInteger();
  private volatile WebhookPost post = this::take;
  private final WebhookSender sender =
      new WebhookSender(
          () -> world.targets,
          world.table,
          world.attempt((url, headers, body) -> post.send(url, headers, body)),
          world.config);

  @AfterEach
  void end() throws InterruptedException {
    slow.countDown();
    sender.stop(new ShutdownEvent());
  }

  @Test
  void everythingArrivesOnce() {
    IntStream.range(0, 20).forEach(i -> world.announce("e" + i));

    sender.start(new StartupEvent());

    await().until(() -> world.table.count(WebhookState.DELIVERED) == 20);
    assertThat(arrived).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void whatIsAnnouncedLaterArrivesToo() {
    sender.start(new StartupEvent());

    world.announce("e1");

    await().until(() -> arrived.equals(List.of("e1")));
  }

  @Test
  void slowReceiverHoldsNobodyElse() {
    world.targets.put("crm", SLOW);
    for (var i = 0; i < 5; i++) {
      world.webhooks.announce("client:crm", "s" + i, "message.changed", "{}");
      world.announce("e" + i);
    }

    sender.start(new StartupEvent());

    await().until(() -> arrived.size() == 5);
    await().until(() -> slowCalls.get() == world.config.perClient());
    assertThat(sender.begin()).isFalse();
    assertThat(slowCalls).hasValue(world.config.perClient());

    slow.countDown();
    await().until(() -> arrived.size() == 10);
  }

  @Test
  void attemptThatDiesIsMadeAgainWhenItsLeaseEnds() {
    post =
        (_, _, _) -> {
          post = this::take;
          throw new IllegalStateException("killed");
        };
    world.announce("e1");
    assertThat(sender.begin()).isTrue();
    await().until(() -> world.only().attempts() == 1);
    assertThat(sender.begin()).isFalse();

    world.clock.advance(world.config.lease());

    await().until(sender::begin);
    await().until(() -> world.only().state() == WebhookState.DELIVERED);
    assertThat(arrived).containsExactly("e1");
    assertThat(world.only().attempts()).isEqualTo(2);
  }

  @Test
  void databaseThatIsAwayForAWhileEndsNothing() {
    world.database.run("alter table webhook_delivery rename to away");
    sender.start(new StartupEvent());
    world.database.run("alter table away rename to webhook_delivery");
    world.announce("e1");

    await().until(() -> arrived.size() == 1);
  }

  @Test
  void endWaitsForWhatIsUnderWay() throws Exception {
    world.targets.put("crm", SLOW);
    world.webhooks.announce("client:crm", "s1", "message.changed", "{}");
    sender.start(new StartupEvent());
    await().until(() -> slowCalls.get() == 1);
    sender.leave(new ShutdownDelayInitiatedEvent());
    var ended = Thread.ofVirtual().start(this::stop);
    assertThat(ended.join(Duration.ofMillis(50))).isFalse();

    slow.countDown();

    ended.join();
    assertThat(world.only().state()).isEqualTo(WebhookState.DELIVERED);
  }

  private void stop() {
    try {
      sender.stop(new ShutdownEvent());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(URI url, Map<String, String> headers, String body) {
    if (url.equals(SLOW.url())) {
      slowCalls.incrementAndGet();
      try {
        slow.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    arrived.add(headers.get("webhook-id"));
  }
}
