package io.dinggate.cloud.app;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the cloud keeps the access tokens and authorisations of its apps up to date. */
@ConfigMapping(prefix = "dinggate.app")
public interface AppConfig {

  /**
   * How long before its end an access token is replaced; half of its lifetime at most; 0 for when
   * it has ended, or earlier by {@link #refreshJitter}. DingTalk's tokens live for two hours.
   */
  @WithDefault("PT10M")
  @Bounds(min = "PT0S")
  Duration refreshMargin();

  /**
   * By how much more, at random, a token is replaced early, so that not all are at once; 0 for no
   * more.
   */
  @WithDefault("PT2M")
  @Bounds(min = "PT0S")
  Duration refreshJitter();

  /** How long a token that still lives is used before a failed replacement is tried again. */
  @WithDefault("PT30S")
  Duration refreshPause();

  /**
   * For how long DingTalk is not asked again about a corp that has not authorised the app; 0 for
   * asking each time. An authorisation that DingTalk pushes counts at once.
   */
  @WithDefault("PT5M")
  @Bounds(min = "PT0S")
  Duration refusalPause();

  /**
   * How old the last suite ticket of a suite may be before log and health warn. DingTalk pushes one
   * about every five hours.
   */
  @WithDefault("PT6H")
  @Bounds(min = "PT1M")
  Duration suiteTicketWarnAfter();
}
