package io.dinggate.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.start.ConfigurationReference;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

  @Test
  void namesEveryKeyWithItsDefaultAndNoOther() {
    assertThat(ConfigurationReference.documented("local-service"))
        .isEqualTo(ConfigurationReference.declared(LocalMain.MAPPINGS))
        .isNotEmpty();
  }
}
