package io.dinggate.local.login;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long people stay signed in. */
@ConfigMapping(prefix = "dinggate.session")
public interface SessionConfig {

  /** How long a session lasts without being used. */
  @WithDefault("PT8H")
  Duration idle();

  /** How long it lasts at most. */
  @WithDefault("P7D")
  @Bounds(min = "PT1S")
  Duration maxAge();

  /**
   * How long sessions go on while the cloud's feed, which tells who has left, is not read; then
   * people have to sign in afresh.
   */
  @WithDefault("P3D")
  @Bounds(min = "PT5M")
  Duration offlineMax();
}
