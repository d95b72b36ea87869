package io.dinggate.local.webhook;

import io.dinggate.local.platform.Clients;
import io.dinggate.local.platform.StopSignal;
import io.dinggate.local.platform.WebhookTarget;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for deliveries that are due, and has them tried; at every replica, each delivery at one. A
 * client whose receiver is slow or away takes up its own share alone.
 */
@Singleton
class WebhookSender {

  private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(20);

  private final Supplier<Map<String, WebhookTarget>> targets;
  private final DeliveryTable deliveries;
  private final DeliveryAttempt attempt;
  private final WebhookConfig config;
  private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();
  private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
  private final StopSignal signal = new StopSignal();
  private @Nullable Thread thread;

  @Inject
  WebhookSender(
      Clients clients, DeliveryTable deliveries, DeliveryAttempt attempt, WebhookConfig config) {
    this(clients::webhooks, deliveries, attempt, config);
  }

  WebhookSender(
      Supplier<Map<String, WebhookTarget>> targets,
      DeliveryTable deliveries,
      DeliveryAttempt attempt,
      WebhookConfig config) {
    this.targets = targets;
    this.deliveries = deliveries;
    this.attempt = attempt;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("webhooks").start(this::loop);
  }

  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    signal.stop();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    signal.stop();
    if (thread != null) {
      thread.join(LAST_ATTEMPTS);
    }
    attempts.shutdown();
    if (!attempts.awaitTermination(LAST_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS)) {
      Log.info("webhooks that are under way are tried again later");
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever happens, the next one must be looked for
  private void loop() {
    while (!signal.isStopped()) {
      try {
        if (!begin()) {
          signal.pause(config.poll());
        }
      } catch (RuntimeException | Error e) {
        Log.warn("webhooks wait: deliveries cannot be looked for", e);
        signal.pause(config.retryFirst());
      }
    }
  }

  /** Begins attempts at what is due, as far as there is room; true when there was something. */
  boolean begin() {
    var found = false;
    for (var entry : targets.get().entrySet()) {
      var room = config.perClient() - underWay.getOrDefault(entry.getKey(), 0);
      if (room > 0) {
        var due = deliveries.claim(entry.getKey(), room, config.lease());
        due.forEach(delivery -> begin(entry.getKey(), delivery, entry.getValue()));
        found |= !due.isEmpty();
      }
    }
    return found;
  }

  private void begin(String client, Delivery delivery, WebhookTarget target) {
    underWay.merge(client, 1, Integer::sum);
    attempts.execute(() -> run(client, delivery, target));
  }

  /** What is not recorded is tried again when its lease ends. */
  @SuppressWarnings("IllegalCatch")
  private void run(String client, Delivery delivery, WebhookTarget target) {
    try {
      attempt.run(client, delivery, target);
    } catch (RuntimeException | Error e) {
      Log.warnf(e, "a webhook of client %s could not be tried or recorded", client);
    } finally {
      underWay.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
    }
  }
}
