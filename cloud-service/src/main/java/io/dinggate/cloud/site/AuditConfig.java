package io.dinggate.cloud.site;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The record of what was refused. */
@ConfigMapping(prefix = "dinggate.audit")
public interface AuditConfig {

  /** How long an entry is kept. */
  @WithDefault("P90D")
  Duration retention();

  /**
   * How many entries of one kind (who, what was asked for, why it was refused) a minute are
   * written; more are counted in one further entry.
   */
  @WithDefault("60")
  int entriesPerMinute();
}
