package io.dinggate.cloud.app;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.AppId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Watches how old the last suite ticket of each suite is. DingTalk pushes one about every five
 * hours: a higher age means that its pushes do not arrive, of which the log tells once.
 */
@Singleton
final class SuiteTicketAges {

  private final SuiteTickets suiteTickets;
  private final Registry registry;
  private final Clock clock;
  private final AppConfig config;
  private final MultiGauge ages;
  private Set<AppId> told = Set.of();

  SuiteTicketAges(
      SuiteTickets suiteTickets,
      Registry registry,
      Clock clock,
      AppConfig config,
      MeterRegistry meters) {
    this.suiteTickets = suiteTickets;
    this.registry = registry;
    this.clock = clock;
    this.config = config;
    this.ages =
        MultiGauge.builder("dinggate.suite.ticket.age")
            .description("Age of the last suite ticket; NaN when there is none")
            .baseUnit("seconds")
            .register(meters);
  }

  void start(@Observes StartupEvent event) {
    register();
  }

  /** Suites come and go with the registry file, without a restart. */
  @Scheduled(identity = "show-suite-ticket-ages", every = "30s", delayed = "30s")
  void show() {
    register();
    tell();
  }

  private void register() {
    ages.register(
        suites()
            .map(App::id)
            .<Row<?>>map(suite -> Row.of(Tags.of("app", suite.value()), () -> seconds(suite)))
            .toList(),
        true);
  }

  private synchronized void tell() {
    var overdue = overdue();
    overdue.forEach(
        (suite, since) -> {
          if (!told.contains(suite)) {
            Log.warnf(
                "suite %s: last suite ticket %s. DingTalk pushes one about every five hours: check"
                    + " that its events reach this service, then have one pushed in the developer"
                    + " console (事件订阅, 再次推送)",
                suite, since);
          }
        });
    told = Set.copyOf(overdue.keySet());
  }

  /**
   * The suites whose suite ticket is missing or older than it should be, with the moment that it
   * was pushed.
   */
  SequencedMap<AppId, String> overdue() {
    var before = clock.instant().minus(config.suiteTicketWarnAfter());
    var overdue = new LinkedHashMap<AppId, String>();
    suites()
        .forEach(
            suite -> {
              var issuedAt = suiteTickets.issuedAt(suite);
              if (issuedAt.isEmpty()) {
                overdue.put(suite.id(), "never");
              } else if (issuedAt.get().isBefore(before)) {
                overdue.put(suite.id(), issuedAt.get().toString());
              }
            });
    return overdue;
  }

  private Stream<App> suites() {
    return registry.snapshot().apps().stream().filter(app -> app.kind() == AppKind.SUITE);
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
