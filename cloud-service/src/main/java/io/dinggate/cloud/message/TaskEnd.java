package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.model.problem.ApiException;
import org.jspecify.annotations.Nullable;

/** How a task ended. */
sealed interface TaskEnd {

  /** Why a task that was not begun in time, or was cut short, failed; stable words. */
  String NOT_SENT = "not-sent";

  /** Why a task that lost its worker has no outcome; a stable word. */
  String INTERRUPTED = "interrupted";

  /** Why a call that began has no outcome; a stable word. */
  String NO_ANSWER = "no-answer";

  /** DingTalk took it under this id. */
  record Sent(String dingTalkTask) implements TaskEnd {}

  /**
   * DingTalk certainly has it not.
   *
   * @param reason a stable word, the wire name of an error code where there is one
   * @param detail for a person, with DingTalk's own code; null when the word says all
   */
  record Failed(String reason, @Nullable String detail) implements TaskEnd {}

  /** DingTalk may have it. */
  record Unknown(String reason, @Nullable String detail) implements TaskEnd {}

  /**
   * What a failure at DingTalk means.
   *
   * @param mayHaveArrived whether a send was among what failed, and may have taken effect
   */
  static TaskEnd of(DingTalkException failed, boolean mayHaveArrived) {
    var problem = failed.toProblem();
    return mayHaveArrived ? new Unknown(NO_ANSWER, problem.detail()) : of(problem);
  }

  /** What a refusal before the call means. */
  static TaskEnd of(ApiException refused) {
    return new Failed(refused.code().wire(), refused.detail());
  }

  /** The state that it ends in. */
  default TaskState state() {
    return switch (this) {
      case Sent _ -> TaskState.SENT;
      case Failed _ -> TaskState.FAILED;
      case Unknown _ -> TaskState.UNKNOWN;
    };
  }
}
