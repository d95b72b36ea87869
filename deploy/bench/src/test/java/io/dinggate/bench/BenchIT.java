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
    var events = Objects.requireNonNull(measure("events").events());

    assertThat(events.acknowledged()).isGreaterThanOrEqualTo(events.load().requests());
    assertThat(events.lost()).isZero();
    assertThat(events.load().failures()).isZero();
  }

  @Test
  void everyMessageReachesDingTalkOnce() {
    var messages = Objects.requireNonNull(measure("messages").messages());

    assertThat(messages.sent()).isGreaterThan(messages.load().requests());
    assertThat(messages.calls()).isEqualTo(messages.sent());
    assertThat(messages.load().failures()).isZero();
  }

  private static Report measure(String part) {
    var options = BenchOptions.parse("--home", "../..", "--only", part, "--seconds", "2");
    var silent = new PrintStream(OutputStream.nullOutputStream());
    return new Bench(options, Clock.systemUTC(), silent).measure();
  }
}
