package io.dinggate.cloud.message;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are sent. */
@ConfigMapping(prefix = "dinggate.message")
public interface MessageConfig {

  /**
   * The most people in one call to DingTalk. Its documents say 100 for an internal app's call (and
   * its SDK 5000), and only tasks of up to 100 have a result per person.
   */
  @WithDefault("100")
  @Bounds(max = "1000")
  int peoplePerTask();

  /**
   * How long a request goes on beginning calls to DingTalk; what has not begun then is not sent.
   */
  @WithDefault("PT8S")
  Duration deadline();

  /**
   * How long a task may take from being stored to its end; one that takes longer has lost its
   * worker. Must exceed the deadline by more than the time one call may take.
   */
  @WithDefault("PT1M")
  @Bounds(moreThan = {"dinggate.message.deadline", "dinggate.dingtalk.call-timeout"})
  Duration lease();

  /** How long a message id is remembered after it was accepted. */
  @WithDefault("P90D")
  Duration retention();
}
