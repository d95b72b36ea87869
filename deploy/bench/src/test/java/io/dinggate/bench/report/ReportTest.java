package io.dinggate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.LoadFigures;
import io.dinggate.bench.load.MessageFigures;
import io.dinggate.bench.start.Packaging;
import io.dinggate.bench.start.StartFigures;
import io.dinggate.bench.start.Starts;
import io.dinggate.bench.start.Target;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Machine MACHINE =
      new Machine("CPU", 2, 24_000, "Linux 6", 0.1, 0.5, "JDK 25", "17", new TreeMap<>());
  private static final LoadFigures LOAD = new LoadFigures(100, 12, 6_000, 1, 99.9, 1, 2, 3, 4);
  private static final Starts STARTS =
      new Starts(
          9,
          List.of("-Xmx512m"),
          List.of(new StartFigures("cloud-service", Packaging.AOT, 900, 1, 2, 3, 100, 5, 6)),
          List.of(
              new Target("cloud-service", "start", 1.62, 2),
              new Target("cloud-service", "anonymous memory, ready", 1.68, 1.5)));

  @Test
  void nothingIsBrokenWhenAllIsThere() {
    assertThat(report(new EventFigures(LOAD, 10, 10), new MessageFigures(LOAD, 7, 8)).broken())
        .isEmpty();
    assertThat(report(null, null).broken()).isEmpty();
  }

  @Test
  void lostEventIsABrokenPromise() {
    assertThat(report(new EventFigures(LOAD, 10, 9), null).broken())
        .containsExactly("1 of 10 events that were answered success are not on disk");
  }

  @Test
  void messageThatNeverReachedDingTalkIsABrokenPromise() {
    assertThat(report(null, new MessageFigures(LOAD, 8, 7)).broken())
        .containsExactly("8 messages were answered sent, but DingTalk got 7 calls only");
  }

  @Test
  void pageHoldsTablesChartsAndWhatIsMissed() {
    var page = Page.of(report(new EventFigures(LOAD, 10, 10), new MessageFigures(LOAD, 7, 7)));

    assertThat(page)
        .contains(
            "# Performance",
            "xychart-beta",
            "- Missed: anonymous memory, ready of the cloud-service is 1.68 times that of the empty"
                + " Quarkus, not at most 1.5.")
        .noneMatch(line -> line.contains("Missed: start"))
        .anyMatch(line -> line.contains("deploy/bench/run"))
        .anyMatch(line -> line.startsWith("| events "))
        .anyMatch(line -> line.startsWith("| cloud-service "));
    assertThat(String.join("\n", page)).contains("lost: 0").doesNotContain("%d", "%s");
  }

  @Test
  void rateThatWasNotReachedIsSaid() {
    var slow = new LoadFigures(50, 12, 3_000, 0, 14.8, 1, 2, 3, 4);

    var text = Text.of(report(new EventFigures(LOAD, 10, 10), new MessageFigures(slow, 7, 7)));

    assertThat(text)
        .contains("Missed: of 50 messages a second only 14.8 were answered.")
        .noneMatch(line -> line.contains("events a second only"));
  }

  @Test
  void terminalShowsOnlyWhatWasMeasured() {
    var text = Text.of(report(new EventFigures(LOAD, 10, 9), null));

    assertThat(text)
        .anyMatch(line -> line.startsWith("| events "))
        .anyMatch(line -> line.startsWith("BROKEN: 1 of 10"))
        .noneMatch(line -> line.startsWith("| messages "));
  }

  @Test
  void jsonHasWhatWasMeasured() throws Exception {
    var json = JsonMapper.builder().build();

    var written = json.readTree(json.writeValueAsString(report(null, null)));

    assertThat(written.at("/starts/figures/0/millis").asDouble()).isEqualTo(900);
    assertThat(written.has("events")).isFalse();
  }

  private static Report report(@Nullable EventFigures events, @Nullable MessageFigures messages) {
    return new Report("2026-11-22", "deploy/bench/run", MACHINE, STARTS, events, messages);
  }
}
