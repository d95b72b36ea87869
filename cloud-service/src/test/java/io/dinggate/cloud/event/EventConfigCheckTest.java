package io.dinggate.cloud.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.StartupFault;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventConfigCheckTest {

  @Test
  void defaultsAreFine() {
    assertThat(faults("dinggate.event.poll", "PT5S")).isEmpty();
  }

  @Test
  void windowTooShortForRepeatsIsRefused() {
    assertThat(faults("dinggate.event.timestamp-window", "PT59M"))
        .extracting(StartupFault::key)
        .containsExactly("dinggate.event.timestamp-window");
  }

  @Test
  void retentionInWhichARepeatWouldBeForgottenIsRefused() {
    assertThat(faults("dinggate.event.retention", "PT48H"))
        .extracting(StartupFault::key)
        .containsExactly("dinggate.event.retention");
  }

  @Test
  void noAttemptAtAllIsRefused() {
    assertThat(faults("dinggate.event.attempts", "0"))
        .extracting(StartupFault::key)
        .containsExactly("dinggate.event.attempts");
  }

  private static List<StartupFault> faults(String key, String value) {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(EventConfig.class)
            .withDefaultValue(key, value)
            .build()
            .getConfigMapping(EventConfig.class);
    return new EventConfigCheck(config).faults();
  }
}
