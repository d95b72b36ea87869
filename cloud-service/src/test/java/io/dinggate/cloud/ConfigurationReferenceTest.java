package io.dinggate.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.start.ConfigurationReference;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

  @Test
  void namesEveryKeyWithItsDefaultAndNoOther() {
    assertThat(ConfigurationReference.documented("cloud-service"))
        .isEqualTo(ConfigurationReference.declared(CloudMain.MAPPINGS))
        .isNotEmpty();
  }
}
