package io.dinggate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.bench.report.Report;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The bench itself works; how fast anything is, is no matter of a test. */
class BenchIT {

  @Test
  void everyEventThatWasAcknowledgedOutlivesTheKill() {
    var report = measure("events");
    var events = Objects.requireNonNull(report.events());
    var intake = Objects.requireNonNull(report.intake());

    assertThat(events.acknowledged()).isGreaterThanOrEqualTo(events.load().requests());
    assertThat(events.lost()).isZero();
    assertThat(events.load().failures()).isZero();
    assertThat(intake.acknowledged()).isPositive();
    assertThat(intake.constant()).isPositive();
    assertThat(intake.rows()).isPositive();
    assertThat(intake.failures()).isZero();
  }

  @Test
  void messagesAreAcceptedBesideTheBareLoop() {
    var accept = Objects.requireNonNull(measure("accept").accept());

    assertThat(accept.accepted()).isPositive();
    assertThat(accept.bare()).isPositive();
    assertThat(accept.failures()).isZero();
  }

  @Test
  void everyMessageReachesDingTalkOnce() {
    var report = measure("through");

    var through = Objects.requireNonNull(report.through());
    assertThat(report.broken()).isEmpty();
    assertThat(through.achieved()).isPositive();
    assertThat(through.uncapped()).isPositive();
    assertThat(through.millisPerMessage()).containsKeys("local-service", "cloud-service");
  }

  /** As many sites as the target speaks of wait at one cloud, and none is turned away. */
  @Test
  void eventsComeToTheirSiteAndFiveThousandSitesWaitForThem() {
    var relay = Objects.requireNonNull(measure("relay").relay());

    assertThat(relay.events()).isPositive();
    assertThat(relay.p50()).isPositive();
    assertThat(relay.waiting()).isEqualTo(5_000);
    assertThat(relay.answered()).isEqualTo(5_000);
    assertThat(relay.heapBytes()).isPositive();
  }

  @Test
  void theWayOfASingleMessageIsTimed() {
    var way = Objects.requireNonNull(measure("way").way());

    assertThat(way.lost()).isZero();
    assertThat(way.p50()).isPositive();
    assertThat(way.commitSqlite()).isPositive();
  }

  private static Report measure(String part) {
    var options = BenchOptions.parse("--home", "../..", "--only", part, "--seconds", "2");
    var silent = new PrintStream(OutputStream.nullOutputStream());
    return new Bench(options, Clock.systemUTC(), silent).measure();
  }
}
