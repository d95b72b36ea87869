package io.dinggate.local.user;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Users of DingTalk as this site remembers them. */
@ConfigMapping(prefix = "dinggate.user")
public interface UserConfig {

  /**
   * For how long a look-up answers what DingTalk said before; then it asks again; 0 for asking each
   * time.
   */
  @WithDefault("PT1H")
  @Bounds(min = "PT0S")
  Duration freshFor();

  /**
   * How long somebody who has left, is seen by no app any more, or whose user id has gone to
   * another, is remembered; who still has a session or a binding is not forgotten.
   */
  @WithDefault("P90D")
  Duration retention();
}
