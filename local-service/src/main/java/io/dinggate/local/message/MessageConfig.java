package io.dinggate.local.message;

import io.dinggate.model.message.SendBatch;
import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Messages of the site's callers. */
@ConfigMapping(prefix = "dinggate.message")
public interface MessageConfig {

  /** How long a message and its id are remembered; afterwards the id may stand for another. */
  @WithDefault("P90D")
  Duration retention();

  /** How what was taken in reaches the cloud. */
  Forward forward();

  /** How those who listen to a message are told of it. */
  Events events();

  /** How those who listen to a message are told of it. */
  interface Events {

    /** After which time to look for changes again. */
    @WithDefault("PT0.3S")
    @Bounds(max = "PT1M")
    Duration poll();

    /** After which time without news a connection is shown to live, and its session looked at. */
    @WithDefault("PT15S")
    @Bounds(max = "PT1H")
    Duration heartbeat();

    /** How long one connection may last; whoever wants to listen on comes back. */
    @WithDefault("PT5M")
    Duration longest();

    /** How many messages, and as many requests, one caller may listen to at each replica. */
    @WithDefault("20")
    @Bounds(max = "10000")
    int perCaller();
  }

  /** How it reaches the cloud. */
  interface Forward {

    /** How many calls to the cloud may be under way at once, from each replica. */
    @WithDefault("2")
    @Bounds(max = "32")
    int workers();

    /** How many messages one call may carry. */
    @WithDefault("" + SendBatch.MAX_MESSAGES)
    @Bounds(max = "" + SendBatch.MAX_MESSAGES)
    int batch();

    /** How many bytes the messages of one call may have together; a larger one goes alone. */
    @WithDefault("1000000")
    @Bounds(max = "1500000")
    int batchBytes();

    /** After which time to look for what another replica took in, or what has become due. */
    @WithDefault("PT1S")
    @Bounds(max = "PT1H")
    Duration poll();

    /**
     * How long a message may be on its way before it counts as lost with the process that sent it;
     * must exceed the deadline of a call to the cloud. Who starts, or whose database comes back,
     * does not wait for it.
     */
    @WithDefault("PT2M")
    @Bounds(moreThan = {"dinggate.cloud.connect-timeout", "dinggate.cloud.read-timeout"})
    Duration lease();

    /** The most to wait before the first repetition; each one after it may wait twice as long. */
    @WithDefault("PT1S")
    @Bounds(max = "PT1H")
    Duration retryMin();

    /** The most to wait before any repetition. */
    @WithDefault("PT1M")
    @Bounds(min = "dinggate.message.forward.retry-min", max = "P1D")
    Duration retryMax();

    /** How long a message is tried for; then it has failed, and waits for an operator. */
    @WithDefault("P3D")
    Duration giveUpAfter();

    /** After which time of waiting for the cloud health warns. */
    @WithDefault("PT5M")
    Duration warnAfter();
  }
}
