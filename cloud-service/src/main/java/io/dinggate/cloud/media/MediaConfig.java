package io.dinggate.cloud.media;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How files are handed on to DingTalk. */
@ConfigMapping(prefix = "dinggate.media")
public interface MediaConfig {

  /**
   * How many uploads may be under way at the same time; further ones are refused as overload. Each
   * keeps one of the connections to DingTalk busy for as long as its site takes to send the file.
   */
  @WithDefault("16")
  @Bounds(max = "dinggate.dingtalk.connections")
  int uploads();
}
