package io.dinggate.cloud.event;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the cloud takes in and handles what DingTalk pushes. */
@ConfigMapping(prefix = "dinggate.event")
public interface EventConfig {

  /**
   * How far the time in a push may be from ours, either way. DingTalk does not say whether its
   * repeats have a new time, so at least one hour.
   */
  @WithDefault("PT24H")
  @Bounds(min = "PT1H")
  Duration timestampWindow();

  /** How often an event that cannot be handled is tried before it is parked. */
  @WithDefault("5")
  int attempts();

  /** The wait after the first failed attempt; doubles with each further one. */
  @WithDefault("PT1S")
  Duration retryFirst();

  /** How often to look for events that are due again. */
  @WithDefault("PT5S")
  Duration poll();

  /**
   * How often DingTalk is asked for the pushes that it has given up, for each app in each corp;
   * zero for never. Each time is a call that can count towards the calls of the corp's month.
   */
  @WithDefault("PT3H")
  @Bounds(min = "PT0S")
  Duration pullLostEvery();

  /**
   * How long events are kept once handled; longer than twice the timestamp window, since a kept
   * event is what a repeated push is recognised by, and a push can be a window early and come back
   * until it is a window late.
   */
  @WithDefault("P30D")
  @Bounds(moreThan = {"dinggate.event.timestamp-window", "dinggate.event.timestamp-window"})
  Duration retention();

  /** How often events past their retention are removed. */
  @WithDefault("PT1H")
  @Bounds(min = "PT1S")
  Duration purgeEvery();
}
