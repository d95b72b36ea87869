package io.dinggate.platform;

import java.util.List;

/** Looks at one feature's configuration or surroundings before the service takes requests. */
public interface StartupCheck {

  /**
   * All that is wrong; empty when the service may start. Called once; must not throw for a bad
   * configuration.
   */
  List<StartupFault> faults();
}
