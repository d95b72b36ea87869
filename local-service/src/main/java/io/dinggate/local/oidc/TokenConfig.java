package io.dinggate.local.oidc;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The access tokens of the site's programs. */
@ConfigMapping(prefix = "dinggate.token")
public interface TokenConfig {

  /** How long an access token lasts. */
  @WithDefault("PT5M")
  @Bounds(min = "PT1S")
  Duration lifetime();
}
