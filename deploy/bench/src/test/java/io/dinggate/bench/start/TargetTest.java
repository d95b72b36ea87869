package io.dinggate.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {

  private static final Subject SUBJECT =
      new Subject(
          "cloud-service",
          "cloud-service",
          URI.create("http://localhost:1"),
          URI.create("http://localhost:2"),
          Map.of(),
          "/constant",
          List.of());

  @Test
  void serviceIsComparedWithItsEmptyOneBothWithAotCache() {
    var targets =
        Target.of(
            List.of(
                figures("cloud-service", Packaging.FAST_JAR, 9_000, 900),
                figures("empty-cloud", Packaging.FAST_JAR, 1_000, 100),
                figures("cloud-service", Packaging.AOT, 3_000, 150),
                figures("empty-cloud", Packaging.AOT, 2_000, 125),
                figures("local-service", Packaging.AOT, 5_000, 160),
                figures("empty-local", Packaging.AOT, 2_000, 100)));

    assertThat(targets)
        .extracting(Target::service, Target::ratio, Target::met)
        .containsExactly(
            tuple("cloud-service", 1.5, true),
            tuple("cloud-service", 1.2, true),
            tuple("cloud-service", 1.2, true),
            tuple("local-service", 2.5, false),
            tuple("local-service", 1.6, false),
            tuple("local-service", 1.6, false));
  }

  @Test
  void limitItselfIsMet() {
    assertThat(new Target("cloud-service", "start", 2, 2).met()).isTrue();
  }

  @Test
  void figuresAreMedians() {
    var starts = List.of(start(100, 1), start(900, 5), start(200, 2));

    var figures = StartFigures.of(SUBJECT, Packaging.AOT, starts);

    assertThat(figures.millis()).isEqualTo(200);
    assertThat(figures.fastest()).isEqualTo(100);
    assertThat(figures.slowest()).isEqualTo(900);
    assertThat(figures.anonymous()).isEqualTo(2);
    assertThat(figures.warmResident()).isEqualTo(6);
  }

  private static Start start(long millis, long mebibytes) {
    var kibibytes = mebibytes * 1_024;
    return new Start(
        Duration.ofMillis(millis),
        new Memory(2 * kibibytes, kibibytes),
        new Memory(3 * kibibytes, kibibytes));
  }

  private static StartFigures figures(
      String name, Packaging packaging, double millis, double anonymous) {
    return new StartFigures(
        name, packaging, millis, millis, millis, 500, anonymous, 500, anonymous);
  }
}
