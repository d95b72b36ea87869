package io.dinggate.cloud.site;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The record of what was refused. */
@ConfigMapping(prefix = "dinggate.audit")
public interface AuditConfig {

  /** How long an entry is kept. */
  @WithDefault("P90D")
  Duration keep();

  /**
   * How many entries a minute callers without credentials may cause; more are counted in one
   * further entry.
   */
  @WithDefault("60")
  int anonymousPerMinute();
}
