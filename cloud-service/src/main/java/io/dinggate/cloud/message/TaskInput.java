package io.dinggate.cloud.message;

import io.dinggate.model.message.DeliveryReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can happen to a task; {@link TaskMachine} says what follows. */
sealed interface TaskInput {

  /** What a call, or the preparation of one, came to. */
  sealed interface Outcome extends TaskInput {}

  /** The dispatcher takes it out of the queue. */
  record Claimed(Instant leaseUntil) implements TaskInput {}

  /**
   * Its call is about to begin.
   *
   * @param agentId by which it is sent
   */
  record Began(long agentId) implements TaskInput {}

  /** DingTalk took it under this id. */
  record Sent(String dingTalkTask) implements Outcome {}

  /**
   * DingTalk, or what comes before it, refuses it for good: this call had no effect.
   *
   * @param reason a stable word, see {@link DeliveryReason}
   * @param detail for a person, with DingTalk's own code; null when the word says all
   */
  record Refused(String reason, @Nullable String detail) implements Outcome {

    Refused(DeliveryReason reason) {
      this(reason.wire(), null);
    }
  }

  /**
   * DingTalk refuses it for good because of somebody among its people, and does not say of whom:
   * this call had no effect.
   *
   * @param reason as of {@link Refused}
   * @param detail as of {@link Refused}
   */
  record PeopleRefused(String reason, @Nullable String detail, Instant now) implements Outcome {}

  /**
   * It is refused now and may be taken later: this call had no effect.
   *
   * @param retryAt when to try again
   */
  record Deferred(String reason, @Nullable String detail, Instant retryAt) implements Outcome {}

  /**
   * The call began and its end is not known.
   *
   * @param retryAt when to try again, if that is allowed
   */
  record NoAnswer(DeliveryReason reason, @Nullable String detail, Instant retryAt)
      implements Outcome {}

  /** The outcome of an earlier attempt, after somebody else has settled that one. */
  record Late(Outcome outcome) implements TaskInput {}

  /** Its lease is over, or the process that held it has ended: nobody works on it any more. */
  record WorkerLost(Instant now) implements TaskInput {}

  /**
   * It stood in the queue when a copy of the database was made that was put back since: it may have
   * been sent.
   */
  record Restored(Instant now) implements TaskInput {}

  /** The site does not want it any more. */
  record Cancelled() implements TaskInput {}

  /**
   * An operator has it tried once more.
   *
   * @param giveUpAt until when
   */
  record Requeued(Instant now, Instant giveUpAt) implements TaskInput {}
}
