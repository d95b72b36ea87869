package io.dinggate.local.user;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/** How the site's own directory is kept up to date. */
@ConfigMapping(prefix = "dinggate.directory")
public interface DirectoryConfig {

  /** Whether this replica reads directories; at least one must. */
  @WithDefault("true")
  boolean enabled();

  /** When the directories are read anew every day, to find and repair what events did not tell. */
  @WithDefault("02:30")
  LocalTime reconcileAt();

  /** The time zone of reconcile-at. */
  @WithDefault("Asia/Shanghai")
  ZoneId zone();

  /**
   * By how much later, at random, so that not all sites and corps come at once; 0 for all at that
   * time.
   */
  @WithDefault("PT1H")
  @Bounds(min = "PT0S", max = "PT12H")
  Duration spread();

  /** After which time a directory that could not be read to its end is read anew. */
  @WithDefault("PT1H")
  @Bounds(min = "PT1S")
  Duration runAgain();

  /** How often a part that fails is tried before the run goes on without it. */
  @WithDefault("8")
  @Bounds(max = "1000")
  int attempts();

  /** The longest wait after the first failure; doubles with each further one. */
  @WithDefault("PT2S")
  @Bounds(max = "dinggate.directory.retry-max")
  Duration retryFirst();

  /** The longest wait between two tries, unless the cloud asks for a longer one. */
  @WithDefault("PT5M")
  Duration retryMax();

  /**
   * After which time a part that was begun and not ended is begun anew; must exceed the deadline of
   * a call to the cloud.
   */
  @WithDefault("PT2M")
  @Bounds(moreThan = {"dinggate.cloud.connect-timeout", "dinggate.cloud.read-timeout"})
  Duration lease();

  /** How often is looked for parts that are due. */
  @WithDefault("PT1S")
  @Bounds(min = "PT0.01S", max = "PT1H")
  Duration poll();
}
