package io.dinggate.platform.start;

import io.dinggate.platform.StartupFault;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Looks at something that must be right before the database is opened. Checks that need beans are
 * {@link io.dinggate.platform.StartupCheck}s instead.
 */
@FunctionalInterface
public interface PreflightCheck {

  /**
   * All that is wrong. A key that is missing or unreadable is reported already: the check passes
   * over it.
   */
  List<StartupFault> faults(Config config);
}
