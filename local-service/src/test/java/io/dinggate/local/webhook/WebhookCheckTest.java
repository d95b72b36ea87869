package io.dinggate.local.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.StartupFault;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "internal | good.test,10.0.0.0/99",
        "internal | http://a.test",
        "proxy | proxy.test",
        "ca-file | /no/such/file.pem",
        "proxy-password-file | /no/such/file"
      })
  void settingThatCannotWorkIsNamed(String key, String value) {
    assertThat(faults(Map.of("dinggate.webhook." + key, value)))
        .extracting(StartupFault::key)
        .containsExactly("dinggate.webhook." + key);
  }

  @Test
  void settingsThatCanWorkAreTaken() {
    assertThat(
            faults(
                Map.of(
                    "dinggate.webhook.internal", "erp.corp.test, 10.1.0.0/16,fd00::1",
                    "dinggate.webhook.proxy", "proxy.test:3128",
                    "dinggate.webhook.proxy-password", "secret")))
        .isEmpty();
    assertThat(faults(Map.of())).isEmpty();
  }

  private static List<StartupFault> faults(Map<String, String> settings) {
    return new WebhookCheck()
        .faults(
            new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .build());
  }
}
