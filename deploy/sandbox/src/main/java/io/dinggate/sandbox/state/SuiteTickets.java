package io.dinggate.sandbox.state;

import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.Suite;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The suite ticket in force per suite; only the newest one counts. Thread-safe. */
public final class SuiteTickets {
  private final World world;
  private final Map<String, String> current = new ConcurrentHashMap<>();

  public SuiteTickets(World world) {
    this.world = world;
    reset();
  }

  /** Back to what the world says. */
  public void reset() {
    world.suites().forEach(suite -> current.put(suite.appId(), suite.suiteTicket()));
  }

  public String current(Suite suite) {
    return current.getOrDefault(suite.appId(), suite.suiteTicket());
  }

  public void replace(Suite suite, String suiteTicket) {
    current.put(suite.appId(), suiteTicket);
  }
}
