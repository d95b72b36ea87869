package io.dinggate.cloud.message;

/**
 * Where a task stands; {@link TaskMachine} says what leads where. {@code SENDING} is durable before
 * the first byte leaves, so what is found in an earlier state was certainly not sent.
 */
enum TaskState {
  /** It stands in line. */
  QUEUED,
  /** The dispatcher holds it, under a lease. */
  CLAIMED,
  /** The call to DingTalk may have begun. */
  SENDING,
  /** DingTalk took it. */
  SENT,
  /** It was certainly not sent. */
  FAILED,
  /** The call began and its end is not known. */
  UNKNOWN
}
