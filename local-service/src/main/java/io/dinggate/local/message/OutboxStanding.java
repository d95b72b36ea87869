package io.dinggate.local.message;

import io.dinggate.local.message.Outbox.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** How much waits for the cloud at this site, and for how long, for health and metrics. */
@Singleton
class OutboxStanding {

  private final Outbox outbox;
  private final Duration warnAfter;
  private volatile Waiting waiting = Waiting.NOTHING;

  OutboxStanding(Outbox outbox, MessageConfig config, MeterRegistry meters) {
    this.outbox = outbox;
    this.warnAfter = config.forward().warnAfter();
    meters.gauge("message.outbox.waiting", this, standing -> standing.waiting.count());
    meters.gauge(
        "message.outbox.oldest.seconds",
        this,
        standing -> standing.waiting.oldest().toMillis() / 1000.0);
  }

  @Scheduled(
      identity = "look-at-the-outbox",
      every = "10s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void look() {
    waiting = outbox.waiting();
  }

  /** What an operator should know; empty when nothing waits for too long. */
  Optional<String> warning() {
    var now = waiting;
    return now.oldest().compareTo(warnAfter) > 0
        ? Optional.of(
            "%d messages wait for the cloud, the oldest since %s"
                .formatted(now.count(), now.since()))
        : Optional.empty();
  }
}
