package io.dinggate.cloud.event;

import io.dinggate.platform.StartupCheck;
import io.dinggate.platform.StartupFault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Refuses windows in which pushes would be lost, or taken for new a second time. */
@Singleton
final class EventConfigCheck implements StartupCheck {

  private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);

  private final EventConfig config;

  EventConfigCheck(EventConfig config) {
    this.config = config;
  }

  @Override
  public List<StartupFault> faults() {
    var faults = new ArrayList<StartupFault>();
    if (config.timestampWindow().compareTo(SHORTEST_WINDOW) < 0) {
      faults.add(
          new StartupFault(
              "dinggate.event.timestamp-window",
              "must be PT1H at least: DingTalk's repeats may have the time of the first push"));
    }
    // A push can be a window early and come back until it is a window late.
    if (config.retention().compareTo(config.timestampWindow().multipliedBy(2)) <= 0) {
      faults.add(
          new StartupFault(
              "dinggate.event.retention",
              "must be longer than twice dinggate.event.timestamp-window"));
    }
    if (config.attempts() < 1) {
      faults.add(new StartupFault("dinggate.event.attempts", "must be 1 at least"));
    }
    return faults;
  }
}
