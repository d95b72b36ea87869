package io.dinggate.local.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The events that the cloud tells of the site's corps. */
@ConfigMapping(prefix = "dinggate.event")
public interface EventConfig {

  /** How long events are kept for apps to read. */
  @WithDefault("P30D")
  Duration retention();
}
