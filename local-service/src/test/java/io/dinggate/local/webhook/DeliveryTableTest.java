package io.dinggate.local.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Announcing, claiming, settling, listing, forgetting; on a real PostgreSQL. */
class DeliveryTableTest {

  private final WebhookWorld world = new WebhookWorld();

  @Test
  void newsOfAClientWithAnAddressWait() {
    world.announce("e1");

    var view = world.only();
    assertThat(view.client()).isEqualTo("erp");
    assertThat(view.event()).isEqualTo("e1");
    assertThat(view.type()).isEqualTo("message.changed");
    assertThat(view.state()).isEqualTo(WebhookState.WAITING);
    assertThat(view.attempts()).isZero();
    assertThat(view.createdAt()).isEqualTo(world.clock.instant());
    assertThat(view.dueAt()).isEqualTo(world.clock.instant());
    assertThat(view.settledAt()).isNull();
    assertThat(view.reason()).isNull();
  }

  @Test
  void newsThatNobodyWantsLeaveNothing() {
    world.webhooks.announce("client:other", "e1", "message.changed", "{}");
    world.webhooks.announce("user:erp", "e1", "message.changed", "{}");
    world.webhooks.announce("erp", "e1", "message.changed", "{}");

    assertThat(world.table.list(null, null, 10)).isEmpty();
  }

  @Test
  void sameNewsTwiceAreOneDelivery() {
    world.announce("e1");
    world.announce("e1");

    assertThat(world.table.list(null, null, 10)).hasSize(1);
  }

  @Test
  void newsStandAndFallWithTheTransaction() {
    assertThatThrownBy(
            () ->
                world.database.run(
                    () -> {
                      world.announce("e1");
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");

    assertThat(world.table.list(null, null, 10)).isEmpty();
  }

  @Test
  void whatIsToldIsSealedAndTheSameWithEveryAttempt() {
    world.announce("told-to-nobody-else");
    var first = world.claim();
    var body = world.bodies.body(first);
    world.clock.advance(Duration.ofHours(1));
    var second = world.claim();

    assertThat(first.sealedData()).doesNotContain("told-to-nobody-else");
    assertThat(body)
        .isEqualTo(
            "{\"type\":\"message.changed\",\"timestamp\":\"2026-11-27T08:00:00Z\","
                + "\"data\":{\"id\":\"told-to-nobody-else\"}}");
    assertThat(world.bodies.body(second)).isEqualTo(body);
    assertThat(second.attempt()).isEqualTo(2);
  }

  @Test
  void claimedOneIsNobodyElsesUntilItsLeaseEnds() {
    world.announce("e1");
    var claimed = world.claim();
    assertThat(claimed.attempt()).isEqualTo(1);

    world.clock.advance(world.config.lease().minusMillis(1));
    assertThat(world.table.claim("erp", 10, world.config.lease())).isEmpty();
    world.clock.advance(Duration.ofMillis(1));

    assertThat(world.table.claim("erp", 10, world.config.lease())).hasSize(1);
  }

  @Test
  void oldestAreClaimedFirstAndOnlyTheClientsOwn() {
    world.targets.put("crm", WebhookWorld.ERP);
    world.webhooks.announce("client:crm", "other", "message.changed", "{}");
    for (var id : List.of("e1", "e2", "e3")) {
      world.announce(id);
      world.clock.advance(Duration.ofMillis(1));
    }

    assertThat(world.table.claim("erp", 2, world.config.lease()))
        .extracting(Delivery::eventId)
        .containsExactlyInAnyOrder("e1", "e2");
    assertThat(world.table.claim("erp", 2, world.config.lease()))
        .extracting(Delivery::eventId)
        .containsExactly("e3");
  }

  @Test
  void severalSendersClaimNothingTwice() throws Exception {
    IntStream.range(0, 100).forEach(i -> world.announce("e" + i));
    var claimed = new ArrayList<String>();
    try (var senders = Executors.newFixedThreadPool(4)) {
      var rounds = new ArrayList<Future<List<Delivery>>>();
      for (var i = 0; i < 40; i++) {
        rounds.add(senders.submit(() -> world.table.claim("erp", 5, world.config.lease())));
      }
      for (var round : rounds) {
        round.get().forEach(delivery -> claimed.add(delivery.eventId()));
      }
    }

    assertThat(claimed).hasSize(100);
    assertThat(new HashSet<>(claimed)).hasSize(100);
  }

  @Test
  void outcomeOfAnAttemptThatIsNotTheLastDoesNotCount() {
    world.announce("e1");
    var slow = world.claim();
    world.clock.advance(world.config.lease());
    var second = world.claim();

    world.table.retry(slow, world.clock.instant(), "late");
    world.table.die(slow, "late");
    assertThat(world.only().reason()).isNull();
    assertThat(world.only().state()).isEqualTo(WebhookState.WAITING);

    world.table.retry(second, world.clock.instant(), "http-500");
    assertThat(world.only().reason()).isEqualTo("http-500");
  }

  @Test
  void arrivalCountsHoweverLateItIsTold() {
    world.announce("e1");
    var slow = world.claim();
    world.clock.advance(world.config.lease());
    world.table.die(world.claim(), "gave-up");
    var settledAt = world.clock.instant();

    world.table.delivered(slow);

    var view = world.only();
    assertThat(view.state()).isEqualTo(WebhookState.DELIVERED);
    assertThat(view.reason()).isNull();
    assertThat(view.settledAt()).isEqualTo(settledAt);
    assertThat(view.dueAt()).isNull();
    world.clock.advance(Duration.ofHours(1));
    world.table.delivered(slow);
    assertThat(world.only().settledAt()).isEqualTo(settledAt);
  }

  @Test
  void listIsReadInParts() {
    IntStream.range(0, 5).forEach(i -> world.announce("e" + i));
    world.table.die(world.claim(), "http-410");
    var deliveries = new Deliveries(world.table, world.config);

    var first = deliveries.page(null, null, 2);
    assertThat(first.items()).extracting(DeliveryView::event).containsExactly("e4", "e3");
    var second = deliveries.page(null, first.next(), 3);
    assertThat(second.items()).extracting(DeliveryView::event).containsExactly("e2", "e1", "e0");
    assertThat(second.next()).isNull();
    assertThat(deliveries.page(WebhookState.DEAD, null, 10).items())
        .extracting(DeliveryView::event, DeliveryView::reason)
        .containsExactly(tuple("e0", "http-410"));
    assertThat(deliveries.page(WebhookState.WAITING, null, 10).items()).hasSize(4);
    assertThat(deliveries.page(WebhookState.DELIVERED, null, 10).items()).isEmpty();
  }

  @Test
  void deadOneIsRetriedAsIfItWereNew() {
    world.announce("e1");
    world.table.die(world.claim(), "http-410");
    world.clock.advance(Duration.ofDays(5));
    var deliveries = new Deliveries(world.table, world.config);

    var view = deliveries.retry(world.only().id().toString());

    assertThat(view.state()).isEqualTo(WebhookState.WAITING);
    assertThat(view.attempts()).isZero();
    assertThat(view.dueAt()).isEqualTo(world.clock.instant());
    assertThat(view.settledAt()).isNull();
    var claimed = world.claim();
    assertThat(claimed.giveUpAt()).isEqualTo(world.clock.instant().plus(Duration.ofDays(3)));
    assertThat(claimed.createdAt()).isEqualTo(view.createdAt());
  }

  @Test
  void whatHasArrivedIsNeitherRetriedNorDiscarded() {
    world.announce("e1");
    world.table.delivered(world.claim());
    var deliveries = new Deliveries(world.table, world.config);

    assertNotFound(() -> deliveries.retry(world.only().id().toString()));
    assertNotFound(() -> deliveries.discard(world.only().id().toString()));
    assertNotFound(() -> deliveries.retry(Ids.uuidV7().toString()));
    assertNotFound(() -> deliveries.retry("nothing"));
    assertNotFound(() -> deliveries.discard("nothing"));
    assertThat(world.only().state()).isEqualTo(WebhookState.DELIVERED);
  }

  @Test
  void whatIsDiscardedIsForgotten() {
    world.announce("e1");

    new Deliveries(world.table, world.config).discard(world.only().id().toString());

    assertThat(world.table.list(null, null, 10)).isEmpty();
  }

  @Test
  void settledOnesAreForgottenInTheirTime() {
    world.announce("arrived");
    world.table.delivered(world.claim());
    world.announce("dead");
    world.table.die(world.claim(), "http-410");
    var retention = new DeliveryRetention(world.table, world.config, world.clock, world.meters);

    world.clock.advance(Duration.ofDays(1));
    world.announce("waiting");
    retention.forget();
    assertThat(events()).containsExactly("waiting", "dead", "arrived");

    world.clock.advance(Duration.ofMillis(1));
    retention.forget();
    assertThat(events()).containsExactly("waiting", "dead");

    retention.count();
    assertThat(world.meters.get("dinggate.webhook.waiting").gauge().value()).isEqualTo(1);
    assertThat(world.meters.get("dinggate.webhook.dead").gauge().value()).isEqualTo(1);

    world.clock.advance(Duration.ofDays(30));
    retention.forget();
    assertThat(events()).containsExactly("waiting");
  }

  @Test
  void whatNobodyTriesIsGivenUpWhenItsTimeIsOver() {
    world.announce("e1");
    world.targets.clear();
    var retention = new DeliveryRetention(world.table, world.config, world.clock, world.meters);
    world.clock.advance(Duration.ofDays(3));
    retention.forget();
    assertThat(world.only().state()).isEqualTo(WebhookState.WAITING);

    world.clock.advance(Duration.ofMillis(1));
    retention.forget();

    assertThat(world.only().state()).isEqualTo(WebhookState.DEAD);
    assertThat(world.only().reason()).isEqualTo("no-address");
  }

  @Test
  void whatIsBeingTriedIsNotGivenUpMeanwhile() {
    world.announce("e1");
    world.clock.advance(Duration.ofDays(3).plusMillis(1));
    world.claim();

    assertThat(world.table.giveUp("no-address")).isZero();
  }

  private List<String> events() {
    return world.table.list(null, null, 10).stream().map(DeliveryView::event).toList();
  }

  private static void assertNotFound(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }
}
