package io.dinggate.cloud.message;

import io.dinggate.model.message.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from an input to a task. */
sealed interface Decision {

  /** Nothing: it comes too late, or says what is known. */
  record Stay() implements Decision {}

  /** The dispatcher holds it, until then. */
  record Claim(Instant leaseUntil) implements Decision {}

  /** Its call begins. */
  record Begin(long agentId) implements Decision {}

  /**
   * It stands in line again.
   *
   * @param dueAt not claimed earlier
   * @param giveUpAt when it is not tried again after a refusal for now
   * @param unsure how many calls were made whose end is not known
   * @param recipients where they stand
   * @param reason why; null when there is nothing to explain
   * @param detail for a person; null with the reason
   * @param afresh whether an operator began it anew, which takes its recipients back from FAILED
   */
  record Queue(
      Instant dueAt,
      Instant giveUpAt,
      int unsure,
      DeliveryState recipients,
      @Nullable String reason,
      @Nullable String detail,
      boolean afresh)
      implements Decision {}

  /**
   * It is cut in two, each with half of its people.
   *
   * @param halves how both stand in line
   */
  record Split(Queue halves) implements Decision {}

  /** One call less is unknown, and nothing else has changed. */
  record Surer(int unsure) implements Decision {}

  /**
   * It has ended.
   *
   * @param state SENT, FAILED or UNKNOWN
   * @param unsure how many calls were made whose end is not known
   * @param recipients where they stand
   * @param reason why; null for what was sent
   * @param detail for a person; null with the reason
   * @param dingTalkTask DingTalk's id; null unless sent
   */
  record End(
      TaskState state,
      int unsure,
      DeliveryState recipients,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String dingTalkTask)
      implements Decision {}
}
