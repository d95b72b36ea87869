package io.dinggate.cloud.site;

import io.dinggate.cloud.platform.Writes;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;

/** The record of refusals without the service. */
public final class Audits {

  private Audits() {}

  /** With the defaults. */
  public static Audit in(Writes writes, Clock clock) {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(AuditConfig.class)
            .build()
            .getConfigMapping(AuditConfig.class);
    return new Audit(writes, config, clock);
  }
}
