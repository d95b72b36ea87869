package io.dinggate.cloud.message;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is done about messages besides sending them: results, recalls, departments, previews. */
@ConfigMapping(prefix = "dinggate.message")
public interface AfterSendConfig {

  /** How often is looked for results, recalls and departments that are due. */
  @WithDefault("PT2S")
  @Bounds(min = "PT0.1S", max = "PT1H")
  Duration lookEvery();

  /** How many times a second an app may ask the same thing of one corp. */
  @WithDefault("10")
  @Bounds(max = "1000")
  int queriesPerSecond();

  /** The most recipients of one message, those of its departments included. */
  @WithDefault("50000")
  @Bounds(min = "10000", max = "1000000")
  int maxPeople();

  /** How many recipients DingTalk is asked about for one preview; 0 for none. */
  @WithDefault("20")
  @Bounds(min = "0", max = "1000")
  int previewLookups();

  /** What became of what was sent. */
  Receipts receipts();

  /** When DingTalk is asked what became of a task. */
  interface Receipts {

    /** How long after a task was sent DingTalk is asked for the second time. */
    @WithDefault("PT1H")
    @Bounds(max = "dinggate.message.receipts.last")
    Duration later();

    /** How long after a task was sent DingTalk is asked for the last time. */
    @WithDefault("PT23H")
    @Bounds(max = "dinggate.message.receipts.closes")
    Duration last();

    /**
     * How long after a task was sent DingTalk knows its result and takes it back; then nothing
     * changes any more.
     */
    @WithDefault("PT24H")
    Duration closes();

    /**
     * How long to wait at least after a call that failed or came before DingTalk was done with a
     * task, and before looking again whether a message can be closed.
     */
    @WithDefault("PT5M")
    Duration retry();

    /**
     * How often people whom DingTalk dropped by its limit per minute are sent to once more; 0 for
     * never.
     */
    @WithDefault("3")
    @Bounds(min = "0", max = "100")
    int resends();

    /** How long to wait before that; each time twice as long. */
    @WithDefault("PT1M")
    Duration resendPause();
  }

  /** Taking back what was sent. */
  Recalls recalls();

  /** How a recall that failed is tried again, until it is too late. */
  interface Recalls {

    /** The longest pause after the first attempt; each further one may take twice as long. */
    @WithDefault("PT10S")
    @Bounds(max = "dinggate.message.recalls.retry-most")
    Duration retryFirst();

    /** The longest pause between two attempts, unless DingTalk asks for a longer one. */
    @WithDefault("PT10M")
    Duration retryMost();
  }

  /** Finding out who is in a department. */
  Departments departments();

  /** How the people of departments are found out. */
  interface Departments {

    /** How often a department is begun, also after restarts, before it fails. */
    @WithDefault("8")
    @Bounds(max = "1000")
    int attempts();

    /**
     * How long one attempt may take; one that takes longer has lost its worker. Who starts does not
     * wait for it.
     */
    @WithDefault("PT30M")
    Duration lease();

    /** The longest pause after the first attempt; each further one may take twice as long. */
    @WithDefault("PT10S")
    @Bounds(max = "dinggate.message.departments.retry-most")
    Duration retryFirst();

    /** The longest pause between two attempts, unless DingTalk asks for a longer one. */
    @WithDefault("PT10M")
    Duration retryMost();
  }
}
