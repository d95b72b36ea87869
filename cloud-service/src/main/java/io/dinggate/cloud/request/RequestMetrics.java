package io.dinggate.cloud.request;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.Registry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/** Shows for each site how many of its requests have not come to their end. */
@Singleton
final class RequestMetrics {

  private final Reads reads;
  private final Registry registry;
  private final MultiGauge open;

  RequestMetrics(Reads reads, Registry registry, RequestWorker worker, MeterRegistry meters) {
    this.reads = reads;
    this.registry = registry;
    this.open =
        MultiGauge.builder("dinggate.request.open")
            .description("Requests of frontends that have not come to their end")
            .register(meters);
    meters.gauge("dinggate.request.under.way", worker, RequestWorker::underWay);
  }

  /** Looks at all sites. */
  @Scheduled(
      identity = "show-requests",
      every = "30s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void show() {
    var counts = reads.query(RequestTable::counts);
    open.register(
        registry.snapshot().sites().stream()
            .<Row<?>>map(
                site ->
                    Row.of(Tags.of("site", site.id().value()), counts.getOrDefault(site.id(), 0)))
            .toList(),
        true);
  }
}
