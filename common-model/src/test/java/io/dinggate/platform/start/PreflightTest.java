package io.dinggate.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.StartupFault;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

  private static List<StartupFault> faults(Map<String, String> settings, String... environment) {
    return new Preflight(
            List.of(Root.class, Feature.class), List.of(UrlCheck.origin("dinggate.public-url")))
        .faults(
            () ->
                new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(settings, "test", 100)),
            Set.of(environment));
  }
}
