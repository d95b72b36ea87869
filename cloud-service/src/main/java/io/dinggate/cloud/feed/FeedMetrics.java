package io.dinggate.cloud.feed;

import io.dinggate.cloud.platform.Reads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Shows for each site how much of its feed it has not confirmed, and how old that is. */
@Singleton
final class FeedMetrics {

  private final Reads reads;
  private final Clock clock;
  private final MultiGauge depth;
  private final MultiGauge lag;

  FeedMetrics(Reads reads, FeedWaiters waiters, Clock clock, MeterRegistry meters) {
    this.reads = reads;
    this.clock = clock;
    this.depth =
        MultiGauge.builder("dinggate.feed.depth")
            .description("Entries that the site has not confirmed")
            .register(meters);
    this.lag =
        MultiGauge.builder("dinggate.feed.lag")
            .description("Age of the oldest entry that the site has not confirmed; 0 for none")
            .baseUnit("seconds")
            .register(meters);
    meters.gauge("dinggate.feed.waiting", waiters, FeedWaiters::waiting);
  }

  /** Looks at all feeds. */
  @Scheduled(identity = "show-feeds", every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
  void show() {
    var backlogs = reads.query(FeedTable::backlogs);
    depth.register(rows(backlogs, backlog -> (double) backlog.depth()), true);
    lag.register(rows(backlogs, this::age), true);
  }

  private double age(FeedBacklog backlog) {
    return backlog.oldest() == null
        ? 0
        : Duration.between(backlog.oldest(), clock.instant()).toMillis() / 1000.0;
  }

  private static List<Row<?>> rows(
      List<FeedBacklog> backlogs, ToDoubleFunction<FeedBacklog> value) {
    return backlogs.stream()
        .<Row<?>>map(
            backlog ->
                Row.of(Tags.of("site", backlog.site().value()), value.applyAsDouble(backlog)))
        .toList();
  }
}
