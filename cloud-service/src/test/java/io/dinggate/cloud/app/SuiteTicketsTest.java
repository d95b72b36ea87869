package io.dinggate.cloud.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.keys.Sealer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.data.Offset;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class SuiteTicketsTest {

  @Inject AppFixture fixture;
  @Inject MovableClock clock;
  @Inject AppConfig config;
  @Inject Reads reads;
  @Inject Writes writes;
  @Inject Sealer sealer;

  private AppFixture.World world;

  @BeforeEach
  void newWorld() {
    world = fixture.newWorld();
  }

  @Test
  void missingSuiteTicketIsSaidSo() {
    assertThatThrownBy(() -> world.tickets.require(world.suite))
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.SUITE_TICKET_MISSING));
  }

  @Test
  void newerOneReplacesTheOlder() {
    var now = clock.instant();
    assertThat(world.tickets.store(world.suite, "first", now)).isTrue();
    assertThat(world.tickets.store(world.suite, "second", now.plusMillis(1))).isTrue();

    assertThat(world.tickets.require(world.suite)).isEqualTo("second");
  }

  @Test
  void olderOneReplacesNothing() {
    var now = clock.instant();
    world.tickets.store(world.suite, "current", now);

    assertThat(world.tickets.store(world.suite, "replayed", now.minusMillis(1))).isFalse();

    assertThat(world.tickets.require(world.suite)).isEqualTo("current");
  }

  @Test
  void suiteTicketAndItsPredecessorAreSealed() {
    var now = clock.instant();
    world.tickets.store(world.suite, "clear-text-1", now);
    world.tickets.store(world.suite, "clear-text-2", now);

    assertThat(column("ticket")).doesNotContain("clear-text");
    assertThat(column("previous")).doesNotContain("clear-text");
    assertThat(sealer.open("suite_ticket.previous:" + world.suite.id(), column("previous")))
        .isEqualTo("clear-text-1");
  }

  @Test
  void ageIsShownFromTheMomentOfThePush() {
    var ages = ages();
    ages.start(new StartupEvent());
    assertThat(age()).isNaN();

    world.tickets.store(world.suite, "any", clock.instant().minus(Duration.ofHours(6)));

    assertThat(age()).isCloseTo(6 * 3600, Offset.offset(60.0));
  }

  @Test
  void ageOfASuiteThatWasAddedLaterIsShownToo() {
    var apps = new AtomicReference<>(List.<App>of());
    var ages =
        new SuiteTicketAges(
            world.tickets, () -> new Snapshot(apps.get(), List.of()), clock, config, world.meters);
    ages.start(new StartupEvent());
    assertThat(world.meters.find("dinggate.suite.ticket.age").gauges()).isEmpty();

    apps.set(List.of(world.suite));
    ages.show();

    assertThat(age()).isNaN();
  }

  @Test
  void suiteWithoutOneOrWithAnOldOneIsAWarning() {
    var ages = ages();
    var health = new SuiteTicketHealth(ages);
    assertThat(ages.overdue()).containsExactly(Map.entry(world.suite.id(), "never"));
    assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    assertThat(health.call().getData().orElseThrow())
        .containsEntry("state", "warning")
        .containsEntry(world.suite.id().value(), "never");

    var pushed = clock.instant();
    world.tickets.store(world.suite, "any", pushed);
    assertThat(ages.overdue()).isEmpty();
    assertThat(health.call().getData().orElseThrow()).containsOnlyKeys("state");
    assertThat(health.call().getData().orElseThrow()).containsEntry("state", "ok");

    clock.advance(config.suiteTicketWarnAfter().plusSeconds(1));
    assertThat(ages.overdue()).containsExactly(Map.entry(world.suite.id(), pushed.toString()));
  }

  @Test
  void warningIsLoggedOnceForEachTimeThatItIsDue() {
    var logged = new ArrayList<String>();
    var log = Logger.getLogger(SuiteTicketAges.class.getName());
    var handler = new NotingHandler(logged);
    log.addHandler(handler);
    try {
      var ages = ages();
      world.tickets.store(world.suite, "any", clock.instant());
      ages.show();
      assertThat(logged).isEmpty();
      clock.advance(config.suiteTicketWarnAfter().plusSeconds(1));
      ages.show();
      ages.show();
      assertThat(logged).singleElement().asString().contains(world.suite.id().value(), "再次推送");
      world.tickets.store(world.suite, "another", clock.instant());
      ages.show();
      clock.advance(config.suiteTicketWarnAfter().plusSeconds(1));
      ages.show();
      assertThat(logged).hasSize(2);
    } finally {
      log.removeHandler(handler);
    }
  }

  private SuiteTicketAges ages() {
    return new SuiteTicketAges(world.tickets, world.registry, clock, config, world.meters);
  }

  /** Notes what is logged about the suite of this test; others have theirs. */
  private final class NotingHandler extends Handler {
    private final List<String> logged;

    private NotingHandler(List<String> logged) {
      this.logged = logged;
    }

    @Override
    public void publish(LogRecord entry) {
      var said = entry.getMessage() + Arrays.toString(entry.getParameters());
      if (said.contains(world.suite.id().value())) {
        logged.add(said);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @AfterEach
  void resetTheClock() {
    clock.reset();
  }

  @Test
  void oneThatCannotBeOpenedAnyMoreIsMissing() {
    world.tickets.store(world.suite, "sealed with a key that will be gone", clock.instant());
    writes.sql(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  "update suite_ticket set ticket = 'gone' || ticket where app = ?")) {
            update.setString(1, world.suite.id().value());
            return update.executeUpdate();
          }
        });

    missingSuiteTicketIsSaidSo();
  }

  private double age() {
    return world
        .meters
        .get("dinggate.suite.ticket.age")
        .tag("app", world.suite.id().value())
        .gauge()
        .value();
  }

  private String column(String name) {
    return reads.query(
        connection -> {
          try (var statement =
              connection.prepareStatement("select " + name + " from suite_ticket where app = ?")) {
            statement.setString(1, world.suite.id().value());
            try (var row = statement.executeQuery()) {
              return row.getString(1);
            }
          }
        });
  }
}
