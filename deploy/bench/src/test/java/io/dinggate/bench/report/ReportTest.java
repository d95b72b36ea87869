package io.dinggate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.bench.event.IntakeFigures;
import io.dinggate.bench.event.RelayFigures;
import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.LoadFigures;
import io.dinggate.bench.send.AcceptFigures;
import io.dinggate.bench.send.PathFigures;
import io.dinggate.bench.send.ThroughFigures;
import io.dinggate.bench.start.Packaging;
import io.dinggate.bench.start.StartFigures;
import io.dinggate.bench.start.Starts;
import io.dinggate.bench.start.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Machine MACHINE =
      new Machine("CPU", 2, 24_000, "Linux 6", 0.1, 0.5, 0.2, "JDK 25", "17", new TreeMap<>());
  private static final LoadFigures LOAD = new LoadFigures(100, 12, 6_000, 1, 99.9, 1, 2, 3, 4);
  private static final Starts STARTS =
      new Starts(
          9,
          List.of("-Xmx512m"),
          List.of(new StartFigures("cloud-service", Packaging.AOT, 900, 1, 2, 3, 100, 5, 6)),
          List.of(
              new Target("cloud-service", "start", 1.62, 2),
              new Target("cloud-service", "anonymous memory, ready", 1.68, 1.5)));

  private static final AcceptFigures ACCEPT =
      new AcceptFigures(16, 5, 1_000, 2_500, 1, 2, 0, 7_000);
  private static final IntakeFigures INTAKE =
      new IntakeFigures(64, 3, 4_000, 8_000, 1_000, 10, 20, 0);
  private static final RelayFigures RELAY =
      new RelayFigures(20, 3, 600, 3, 9, 0.5, 0.3, 5_000, 5_000, 6_000, 3_000);
  private static final PathFigures WAY = new PathFigures(10, 3, 300, 0, 5, 9, 1, 0.2, 0.3);

  @Test
  void nothingIsBrokenWhenAllIsThere() {
    assertThat(report(new EventFigures(LOAD, 10, 10), through(0, 0)).broken()).isEmpty();
    assertThat(report(null, null).broken()).isEmpty();
  }

  @Test
  void lostEventIsABrokenPromise() {
    assertThat(report(new EventFigures(LOAD, 10, 9), null).broken())
        .containsExactly("1 of 10 events that were answered success are not on disk");
  }

  @Test
  void messageThatIsLostOrComesTwiceIsABrokenPromise() {
    assertThat(report(null, through(2, 1)).broken())
        .containsExactly(
            "2 messages were accepted and never came to DingTalk",
            "1 messages came to DingTalk more than once");
  }

  @Test
  void pageHoldsTablesChartsAndWhatIsMissed() {
    var page =
        Page.of(
            report(new EventFigures(LOAD, 10, 10), through(0, 0)), List.of("The disk is slow."));

    assertThat(page)
        .contains(
            "# Performance",
            "xychart-beta",
            "- Missed: anonymous memory, ready of the cloud-service is 1.68 times that of the empty"
                + " Quarkus, not at most 1.5.",
            "- Missed: T4, acknowledged / one commit a row: 4.00, not at least 5.00.",
            "- Missed: T1, accepted / bare JDBC loop: 0.40, not at least 0.50.",
            "The disk is slow.")
        .noneMatch(line -> line.contains("Missed: start"))
        .anyMatch(line -> line.contains("deploy/bench/run"))
        .anyMatch(line -> line.startsWith("| events "))
        .anyMatch(line -> line.startsWith("| T2 ") && line.endsWith("| met    |"))
        .anyMatch(line -> line.startsWith("| heap of a waiting site "))
        .anyMatch(line -> line.startsWith("| events acknowledged, on the disk "))
        .anyMatch(line -> line.startsWith("| CPU ms a message, cloud-service "))
        .anyMatch(line -> line.startsWith("| cloud-service "));
    assertThat(String.join("\n", page)).contains("lost: 0").doesNotContain("%d", "%s");
  }

  @Test
  void rateThatWasNotReachedIsSaid() {
    var slow = new LoadFigures(50, 12, 3_000, 0, 14.8, 1, 2, 3, 4);

    var text = Text.of(report(new EventFigures(slow, 10, 10), null));

    assertThat(text).contains("Missed: of 50 events a second only 14.8 were answered.");
  }

  @Test
  void terminalShowsOnlyWhatWasMeasured() {
    var text = Text.of(report(new EventFigures(LOAD, 10, 9), null));

    assertThat(text)
        .anyMatch(line -> line.startsWith("| events "))
        .anyMatch(line -> line.startsWith("BROKEN: 1 of 10"))
        .noneMatch(line -> line.startsWith("| T2 "));
  }

  @Test
  void jsonHasWhatWasMeasured() throws Exception {
    var json = JsonMapper.builder().build();

    var written = json.readTree(json.writeValueAsString(report(null, null)));

    assertThat(written.at("/starts/figures/0/millis").asDouble()).isEqualTo(900);
    assertThat(written.at("/goals/0/ratio").asDouble()).isEqualTo(0.4);
    assertThat(written.at("/goals/0/met").asBoolean()).isFalse();
    assertThat(written.has("events")).isFalse();
  }

  private static ThroughFigures through(int lost, int twice) {
    return new ThroughFigures(
        40, 500, 60, 500, 490, 3, lost, twice, Map.of("cloud-service", 0.7), 900, Map.of());
  }

  private static Report report(@Nullable EventFigures events, @Nullable ThroughFigures through) {
    return new Report(
        "2026-11-22",
        "deploy/bench/run",
        MACHINE,
        STARTS,
        INTAKE,
        events,
        RELAY,
        ACCEPT,
        through,
        WAY);
  }
}
