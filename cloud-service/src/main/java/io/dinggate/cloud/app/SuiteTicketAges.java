package io.dinggate.cloud.app;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.AppId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * Shows how old the last suite ticket of each suite is. DingTalk pushes one about every five hours:
 * a higher age means that its pushes do not arrive.
 */
@Singleton
final class SuiteTicketAges {

  private final SuiteTickets suiteTickets;
  private final Registry registry;
  private final Clock clock;
  private final MultiGauge ages;

  SuiteTicketAges(SuiteTickets suiteTickets, Registry registry, Clock clock, MeterRegistry meters) {
    this.suiteTickets = suiteTickets;
    this.registry = registry;
    this.clock = clock;
    this.ages =
        MultiGauge.builder("dinggate.suite.ticket.age")
            .description("Age of the last suite ticket; NaN when there is none")
            .baseUnit("seconds")
            .register(meters);
  }

  void start(@Observes StartupEvent event) {
    show();
  }

  /** Suites come and go with the registry file, without a restart. */
  @Scheduled(identity = "show-suite-ticket-ages", every = "30s", delayed = "30s")
  void show() {
    ages.register(
        registry.snapshot().apps().stream()
            .filter(app -> app.kind() == AppKind.SUITE)
            .map(App::id)
            .<Row<?>>map(suite -> Row.of(Tags.of("app", suite.value()), () -> seconds(suite)))
            .toList(),
        true);
  }

  private double seconds(AppId suite) {
    return registry
        .snapshot()
        .app(suite)
        .flatMap(suiteTickets::issuedAt)
        .map(issuedAt -> Duration.between(issuedAt, clock.instant()).toMillis() / 1000.0)
        .orElse(Double.NaN);
  }
}
