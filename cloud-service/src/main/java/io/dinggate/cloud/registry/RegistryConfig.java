package io.dinggate.cloud.registry;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the registry file is watched. */
@ConfigMapping(prefix = "dinggate.registry")
public interface RegistryConfig {

  /** How often the file and the files it names are looked at. */
  @WithDefault("PT5S")
  @Bounds(min = "PT1S")
  Duration checkEvery();
}
