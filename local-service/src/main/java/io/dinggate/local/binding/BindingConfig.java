package io.dinggate.local.binding;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Binding staff to users. */
@ConfigMapping(prefix = "dinggate.binding")
public interface BindingConfig {

  /** How long ago a person may have signed in to accept an invitation. */
  @WithDefault("PT10M")
  Duration freshLogin();

  /** How long the audit keeps who tied or untied whom. */
  @WithDefault("P365D")
  Duration auditRetention();

  /** Invitations. */
  Invitation invitation();

  /** Invitations. */
  interface Invitation {

    /** How long an invitation can be used when its maker does not say. */
    @WithDefault("P1D")
    Duration lifetime();

    /** How long an invitation can be used at most. */
    @WithDefault("P7D")
    @Bounds(min = "dinggate.binding.invitation.lifetime")
    Duration lifetimeAtMost();
  }
}
