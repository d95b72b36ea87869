package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownSettingsTest {

  @Test
  void theyComeFromEveryMappingOfTheServiceWithTheirGroups() {
    assertThat(KnownSettings.of("cloud-service"))
        .contains(
            "DINGGATE_PUBLIC_URL",
            "DINGGATE_DATA_DIR",
            "DINGGATE_HTTP_PORT",
            "DINGGATE_DINGTALK_OAPI_URL",
            "DINGGATE_REGISTRY_CHECK_EVERY")
        .doesNotContain("DINGGATE_CLIENTS_FILE", "DINGGATE_HTTP");
    assertThat(KnownSettings.of("local-service"))
        .contains("DINGGATE_CLIENTS_FILE", "DINGGATE_CLOUD_CLIENT_SECRET_FILE")
        .doesNotContain("DINGGATE_DATA_DIR");
  }
}
