package io.dinggate.cloud.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands.
 *
 * @param id of the task
 * @param message the row of its message
 * @param lane where it stands in line
 * @param state where it stands
 * @param atLeastOnce whether a call whose end is not known is made again
 * @param receipts whether each recipient's end is wanted
 * @param cancelled whether its message was cancelled: no further call is begun
 * @param resend whether DingTalk dropped its people before, out of a task that it had taken
 * @param people how many get it
 * @param attempts how often it was taken out of the queue
 * @param unsure how many calls were made whose end is not known
 * @param day of Shanghai for which it was planned
 * @param notAfter not begun later; null when it may be at any time
 * @param giveUpAt when it is not tried again after a refusal for now
 * @param reason why it stands where it stands; null when there is nothing to explain
 * @param detail for a person; null with the reason
 * @param position of one of its recipients
 */
record Task(
    String id,
    String message,
    LaneKey lane,
    TaskState state,
    boolean atLeastOnce,
    boolean receipts,
    boolean cancelled,
    boolean resend,
    int people,
    int attempts,
    int unsure,
    long day,
    @Nullable Instant notAfter,
    Instant giveUpAt,
    @Nullable String reason,
    @Nullable String detail,
    int position) {

  /** Whether DingTalk may have it already. */
  boolean mayHaveArrived() {
    return unsure > 0;
  }

  /** Whether it is too late for an attempt at that time. */
  boolean expiredAt(Instant at) {
    return notAfter != null && at.isAfter(notAfter);
  }

  /** Whether it was refused before, for a time. */
  boolean isRetry() {
    return attempts > 1 && reason != null;
  }

  /** As it is except for those calls. */
  Task withUnsure(int calls) {
    return new Task(
        id,
        message,
        lane,
        state,
        atLeastOnce,
        receipts,
        cancelled,
        resend,
        people,
        attempts,
        calls,
        day,
        notAfter,
        giveUpAt,
        reason,
        detail,
        position);
  }
}
