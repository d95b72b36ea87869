package io.dinggate.local.message;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Messages of the site's callers. */
@ConfigMapping(prefix = "dinggate.message")
public interface MessageConfig {

  /** How long a message and its id are remembered; afterwards the id may stand for another. */
  @WithDefault("P90D")
  Duration retention();

  /**
   * After which time a message that is still on its way to the cloud counts as unknown; must exceed
   * the deadline of a call to the cloud.
   */
  @WithDefault("PT2M")
  @Bounds(moreThan = {"dinggate.cloud.connect-timeout", "dinggate.cloud.read-timeout"})
  Duration sendingAtMost();
}
