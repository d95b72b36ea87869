package io.dinggate.cloud.message;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are queued and sent. */
@ConfigMapping(prefix = "dinggate.message")
public interface MessageConfig {

  /**
   * The most people in one call to DingTalk. Its documents say 100 for an internal app's call (and
   * its SDK 5000), and only tasks of up to 100 have a result per person.
   */
  @WithDefault("100")
  @Bounds(max = "1000")
  int peoplePerTask();

  /** The same for an internal app's message that wants no receipts. */
  @WithDefault("100")
  @Bounds(max = "5000")
  int peoplePerTaskWithoutReceipts();

  /** The same for a suite's template that wants no receipts. */
  @WithDefault("1000")
  @Bounds(max = "1000")
  int peoplePerTemplateWithoutReceipts();

  /** How many calls of the queue may be under way at the same time. */
  @WithDefault("64")
  @Bounds(max = "dinggate.dingtalk.connections")
  int concurrency();

  /**
   * How long a task may take from being taken out of the queue to its end; one that takes longer
   * has lost its worker. Must exceed the time that one call may take.
   */
  @WithDefault("PT1M")
  @Bounds(moreThan = {"dinggate.dingtalk.call-timeout", "dinggate.dingtalk.connect-timeout"})
  Duration lease();

  /** How long a message that DingTalk refuses for now is tried again, counted from its due time. */
  @WithDefault("PT24H")
  Duration giveUpAfter();

  /** The longest pause after the first attempt; each further one may take twice as long. */
  @WithDefault("PT2S")
  @Bounds(max = "dinggate.message.retry-most")
  Duration retryFirst();

  /** The longest pause between two attempts, unless DingTalk asks for a longer one. */
  @WithDefault("PT10M")
  Duration retryMost();

  /** How often the queue is looked through for what nobody has told of. */
  @WithDefault("PT10S")
  Duration poll();

  /** How many calls all apps together may make within the address window. */
  @WithDefault("10000")
  @Bounds(max = "1000000")
  int addressCalls();

  /** See address-calls: what DingTalk bans an address by. */
  @WithDefault("PT20S")
  Duration addressWindow();

  /** How many recipients one app may have within a minute. */
  @WithDefault("5000")
  @Bounds(max = "1000000")
  int recipientsPerMinute();

  /** How many times a second an internal app may call the sending API in its corp. */
  @WithDefault("20")
  @Bounds(max = "1000")
  int internalCallsPerSecond();

  /** How many times a second a suite may call the sending API in one corp. */
  @WithDefault("10")
  @Bounds(max = "1000")
  int suiteCallsPerSecond();

  /** How many messages an internal app may send to one person on one day. */
  @WithDefault("500")
  @Bounds(max = "1000000")
  int internalDailyPerPerson();

  /** How many messages a suite may send to one person on one day. */
  @WithDefault("50")
  @Bounds(max = "1000000")
  int suiteDailyPerPerson();

  /**
   * How many calls DingTalk grants the internal apps of one corp a month; 0 for no limit. From 80 %
   * on there is a warning, from 50 % on receipts are read once only.
   */
  @WithDefault("0")
  @Bounds(min = "0", max = "1000000000")
  int monthlyCalls();

  /** How long a message id is remembered after it was accepted. */
  @WithDefault("P90D")
  Duration retention();

  /** What became of what was sent. */
  Receipts receipts();

  /** When DingTalk is asked what became of a task. */
  interface Receipts {

    /** How long after a task was sent DingTalk is asked for the first time. */
    @WithDefault("PT2M")
    Duration soon();
  }
}
