package io.dinggate.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.StartupFault;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {

  @ConfigMapping(prefix = "dinggate")
  interface Root {

    String publicUrl();

    Http http();

    interface Http {
      @WithDefault("8080")
      int port();
    }
  }

  @ConfigMapping(prefix = "dinggate.feature")
  interface Feature {

    @WithDefault("true")
    boolean enabled();
  }

  @ConfigMapping(prefix = "dinggate.limits")
  interface Limits {

    @WithDefault("PT20S")
    Duration deadline();

    @WithDefault("PT1M")
    @Bounds(min = "PT0S", max = "PT90S")
    Duration margin();

    @WithDefault("PT2M")
    @Bounds(moreThan = {"dinggate.limits.deadline", "dinggate.limits.margin"})
    Duration lease();

    @WithDefault("P1D")
    @Bounds(min = "dinggate.limits.lease")
    Duration kept();

    @WithDefault("10")
    int window();

    @WithDefault("0.5")
    @Bounds(min = "0.01", max = "1")
    double ratio();
  }

  @Test
  void completeSettingsHaveNoFaults() {
    assertThat(
            faults(
                Map.of(
                    "dinggate.public-url", "https://a.example", "dinggate.feature.enabled", "no")))
        .isEmpty();
  }

  @Test
  void allFaultsComeTogetherEachWithItsKey() {
    assertThat(
            faults(
                Map.of(
                    "dinggate.http.port", "many",
                    "dinggate.http.prot", "1",
                    "dinggate.faeture.enabled", "yes"),
                "DINGGATE_HTTP_PORT",
                "DINGGATE_HTTP_PROT",
                "PATH"))
        .extracting(StartupFault::key)
        .containsExactlyInAnyOrder(
            "dinggate.public-url",
            "dinggate.http.port",
            "dinggate.http.prot",
            "dinggate.faeture.enabled",
            "DINGGATE_HTTP_PROT");
  }

  @Test
  void openHttpIsRefusedExceptOnLoopback() {
    assertThat(faults(Map.of("dinggate.public-url", "http://site.example")))
        .extracting(StartupFault::key)
        .containsExactly("dinggate.public-url");
    for (var fine :
        List.of(
            "https://site.example:8443",
            "http://localhost:8081",
            "http://127.0.0.1",
            "http://[::1]:1")) {
      assertThat(faults(Map.of("dinggate.public-url", fine))).as(fine).isEmpty();
    }
  }

  @Test
  void anOriginHasNothingBehindItsPort() {
    for (var wrong :
        List.of(
            "https://a.example/",
            "https://a.example?x",
            "https://a.example#x",
            "https://u@a.example",
            "a.example",
            "https://a b")) {
      assertThat(faults(Map.of("dinggate.public-url", wrong))).as(wrong).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deadline | PT0S            | must be PT0.001S at least
          deadline | PT0.0001S       | must be PT0.001S at least
          deadline | -PT1S           | must be PT0.001S at least
          kept     | P30000D         | must be P18250D at most
          margin   | -PT1S           | must be PT0S at least
          margin   | PT91S           | must be PT90S at most
          lease    | PT80S           | must be more than dinggate.limits.deadline + dinggate.limits.margin
          kept     | PT119S          | must be dinggate.limits.lease at least
          window   | 0               | must be 1 at least
          ratio    | 50              | must be 1 at most
          ratio    | 0               | must be 0.01 at least
          """)
  void whatIsOutOfItsBoundsIsNamedOnce(String key, String value, String message) {
    assertThat(limits(Map.of("dinggate.limits." + key, value)))
        .containsExactly(new StartupFault("dinggate.limits." + key, message));
  }

  @ParameterizedTest
  @CsvSource({
    "deadline, PT0.001S",
    "margin, PT0S",
    "lease, PT81S",
    "kept, PT2M",
    "window, 1",
    "ratio, 1"
  })
  void whatStandsAtItsBoundsIsFine(String key, String value) {
    assertThat(limits(Map.of("dinggate.limits." + key, value))).isEmpty();
  }

  @Test
  void aValueThatCannotBeReadIsNamedOnceAndNoBoundOfAnother() {
    assertThat(limits(Map.of("dinggate.limits.deadline", "soon", "dinggate.limits.window", "x")))
        .extracting(StartupFault::key)
        .containsExactlyInAnyOrder("dinggate.limits.deadline", "dinggate.limits.window");
  }

  private static List<StartupFault> limits(Map<String, String> settings) {
    return new Preflight(List.of(Limits.class), List.of())
        .faults(() -> builder(settings), Set.of());
  }

  private static List<StartupFault> faults(Map<String, String> settings, String... environment) {
    return new Preflight(
            List.of(Root.class, Feature.class), List.of(UrlCheck.origin("dinggate.public-url")))
        .faults(() -> builder(settings), Set.of(environment));
  }

  private static SmallRyeConfigBuilder builder(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(settings, "test", 100));
  }
}
