package io.dinggate.cloud.app;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.AppId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
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
  private final MeterRegistry meters;

  SuiteTicketAges(SuiteTickets suiteTickets, Registry registry, Clock clock, MeterRegistry meters) {
    this.suiteTickets = suiteTickets;
    this.registry = registry;
    this.clock = clock;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    registry.snapshot().apps().stream()
        .filter(app -> app.kind() == AppKind.SUITE)
        .map(App::id)
        .forEach(this::show);
  }

  private void show(AppId suite) {
    Gauge.builder("dinggate.suite.ticket.age", () -> seconds(suite))
        .description("Age of the last suite ticket; NaN when there is none")
        .baseUnit("seconds")
        .tag("app", suite.value())
        .register(meters);
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
