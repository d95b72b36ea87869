package io.dinggate.local.feed;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this site reads what the cloud has for it. */
@ConfigMapping(prefix = "dinggate.feed")
public interface FeedConfig {

  /** Whether this replica reads the feed, when no other one does; at least one must. */
  @WithDefault("true")
  boolean enabled();

  /** How long the cloud is asked to wait for news; how often an idle site calls it. */
  @WithDefault("PT25S")
  @Bounds(min = "PT1S", max = "PT25S")
  Duration poll();

  /** How many entries are fetched, and committed, together at most. */
  @WithDefault("200")
  @Bounds(max = "500")
  int batch();

  /** How often the cloud is told at most how far the feed was applied. */
  @WithDefault("PT1S")
  Duration acknowledgeEvery();

  /** How often a replica that does not read looks whether it has to. */
  @WithDefault("PT5S")
  Duration leadEvery();

  /** How often an entry that cannot be applied is tried before it is parked. */
  @WithDefault("5")
  @Bounds(max = "100")
  int attempts();

  /** The wait after the first failure; doubles with each further one, less a random part. */
  @WithDefault("PT0.2S")
  Duration retryFirst();

  /** The longest wait between two tries. */
  @WithDefault("PT2S")
  Duration retryMax();
}
