package io.dinggate.local.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Gives up and forgets deliveries whose time is over, and shows how many there are. */
@Singleton
class DeliveryRetention {

  private static final int BATCH = 1000;

  /** Of those that nobody has tried. */
  private static final String NO_ADDRESS = "no-address";

  private final DeliveryTable deliveries;
  private final WebhookConfig config;
  private final Clock clock;
  private volatile long waiting;
  private volatile long dead;

  DeliveryRetention(
      DeliveryTable deliveries, WebhookConfig config, Clock clock, MeterRegistry meters) {
    this.deliveries = deliveries;
    this.config = config;
    this.clock = clock;
    meters.gauge("dinggate.webhook.waiting", this, shown -> shown.waiting);
    meters.gauge("dinggate.webhook.dead", this, shown -> shown.dead);
  }

  @Scheduled(
      identity = "forget-webhook-deliveries",
      every = "10m",
      delayed = "2m",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    var givenUp = deliveries.giveUp(NO_ADDRESS);
    if (givenUp > 0) {
      Log.warnf("%d webhooks are given up: their time is over", givenUp);
    }
    forget(WebhookState.DELIVERED, config.retention());
    forget(WebhookState.DEAD, config.deadRetention());
  }

  private void forget(WebhookState state, Duration retention) {
    var before = clock.instant().minus(retention);
    var deleted = BATCH;
    while (deleted == BATCH) {
      deleted = deliveries.forget(state, before, BATCH);
    }
  }

  @Scheduled(
      identity = "count-webhook-deliveries",
      every = "30s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void count() {
    waiting = deliveries.count(WebhookState.WAITING);
    dead = deliveries.count(WebhookState.DEAD);
  }
}
