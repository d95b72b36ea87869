package io.dinggate.cloud.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the steps of a login may take. */
@ConfigMapping(prefix = "dinggate.login")
public interface LoginConfig {

  /** From the site's start to DingTalk's callback. */
  @WithDefault("PT10M")
  Duration transaction();

  /** From DingTalk's callback to the site's redeeming. */
  @WithDefault("PT60S")
  Duration redeem();

  /** From the first redeeming to the site's acknowledgement. */
  @WithDefault("PT5M")
  Duration acknowledge();

  /** How long a login that has ended is remembered, so that a replay is told from a stranger. */
  @WithDefault("PT30M")
  Duration remember();

  /** How many logins of one site may be open at the same time. */
  @WithDefault("1000")
  int openPerSite();
}
