package io.dinggate.local.webhook;

import io.dinggate.local.platform.WebhookTarget;
import io.dinggate.platform.Backoff;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** One attempt at a delivery, from the signature to what comes of it. Safe for concurrent use. */
@Singleton
class DeliveryAttempt {

  private static final String GAVE_UP = "gave-up";

  private final DeliveryTable deliveries;
  private final WebhookBodies bodies;
  private final WebhookPost post;
  private final Backoff waits;
  private final Clock clock;
  private final MeterRegistry meters;

  @Inject
  DeliveryAttempt(
      DeliveryTable deliveries,
      WebhookBodies bodies,
      WebhookPost post,
      WebhookConfig config,
      Clock clock,
      MeterRegistry meters) {
    this(deliveries, bodies, post, waits(config, Math::random), clock, meters);
  }

  DeliveryAttempt(
      DeliveryTable deliveries,
      WebhookBodies bodies,
      WebhookPost post,
      Backoff waits,
      Clock clock,
      MeterRegistry meters) {
    this.deliveries = deliveries;
    this.bodies = bodies;
    this.post = post;
    this.waits = waits;
    this.clock = clock;
    this.meters = meters;
  }

  static Backoff waits(WebhookConfig config, DoubleSupplier random) {
    return new Backoff(config.retryFirst(), config.retryMax(), random);
  }

  /** Tries a delivery that was claimed, and records what came of it. */
  void run(String client, Delivery delivery, WebhookTarget target) {
    try {
      var now = clock.instant();
      var body = bodies.body(delivery);
      post.send(
          target.url(),
          Map.of(
              "content-type",
              "application/json",
              "user-agent",
              "DingGate",
              "webhook-id",
              delivery.eventId(),
              "webhook-timestamp",
              Long.toString(now.getEpochSecond()),
              "webhook-signature",
              WebhookSignature.of(target.secrets(), delivery.eventId(), now, body)),
          body);
      deliveries.delivered(delivery);
      count("delivered");
    } catch (DeliveryFailedException e) {
      failed(client, delivery, e);
    }
  }

  private void failed(String client, Delivery delivery, DeliveryFailedException failure) {
    var wait = waits.pause(delivery.attempt());
    var asked = failure.retryAfter();
    var dueAt =
        clock.instant().plus(asked == null || asked.compareTo(wait) < 0 ? wait : asked.plus(wait));
    if (failure.isForGood() || dueAt.isAfter(delivery.giveUpAt())) {
      var reason = failure.isForGood() ? failure.reason() : GAVE_UP + ": " + failure.reason();
      deliveries.die(delivery, reason);
      count("dead");
      Log.warnf("a webhook of client %s is given up: %s", client, reason);
    } else {
      deliveries.retry(delivery, dueAt, failure.reason());
      count("failed");
      Log.debugf("a webhook of client %s failed: %s", client, failure.reason());
    }
  }

  private void count(String outcome) {
    meters.counter("dinggate.webhook.attempts", "outcome", outcome).increment();
  }
}
