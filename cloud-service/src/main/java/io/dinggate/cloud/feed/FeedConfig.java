package io.dinggate.cloud.feed;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The feeds by which sites learn what the cloud has for them. */
@ConfigMapping(prefix = "dinggate.feed")
public interface FeedConfig {

  /**
   * How many bytes of stored entries one answer holds at most. A single entry that is larger comes
   * alone.
   */
  @WithDefault("1048576")
  @Bounds(max = "16777216")
  int pageBytes();

  /**
   * How long entries are kept that their site has not confirmed. A site that has been away for
   * longer reads everything anew.
   */
  @WithDefault("P14D")
  @Bounds(min = "PT1H")
  Duration retention();

  /**
   * How many bytes a site's feed may hold at most, as they are stored; the oldest entries go first.
   * What several sites are told counts for each of them, and is stored once.
   */
  @WithDefault("268435456")
  @Bounds(max = "17179869184")
  long maxBytes();

  /** How often entries that their site has confirmed, or that are kept no longer, are deleted. */
  @WithDefault("PT1M")
  @Bounds(min = "PT1S")
  Duration deleteEvery();
}
