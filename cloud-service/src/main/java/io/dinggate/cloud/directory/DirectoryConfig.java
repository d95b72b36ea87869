package io.dinggate.cloud.directory;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How fast DingTalk is asked about users and departments. */
@ConfigMapping(prefix = "dinggate.directory")
public interface DirectoryConfig {

  /** How many times a second an app may ask the same thing of one corp. */
  @WithDefault("10")
  @Bounds(max = "1000")
  int callsPerSecond();
}
