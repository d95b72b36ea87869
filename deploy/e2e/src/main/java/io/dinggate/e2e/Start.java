package io.dinggate.e2e;

import java.nio.file.Path;
import java.util.Map;

/** How a service is started as a process of its own. */
interface Start {

  /** Starts the process and returns at once. */
  Process start();

  /** Our configuration keys and their values. */
  Map<String, String> settings();

  /** Gets what the process writes, appended. */
  Path log();
}
