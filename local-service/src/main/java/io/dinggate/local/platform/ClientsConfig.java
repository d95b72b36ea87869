package io.dinggate.local.platform;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the clients file is watched. */
@ConfigMapping(prefix = "dinggate.clients")
public interface ClientsConfig {

  /** How often the file and the files it names are looked at. */
  @WithDefault("PT5S")
  @Bounds(min = "PT1S")
  Duration checkEvery();
}
