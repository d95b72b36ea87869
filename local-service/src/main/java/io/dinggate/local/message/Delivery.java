package io.dinggate.local.message;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message for one recipient.
 *
 * @param position the recipient's place in the request, from 0
 * @param staff the staff as the caller named it; null when the caller named a user
 * @param user whom the cloud is asked to deliver to; null when the staff is not bound
 * @param progress where it stands
 * @param reason why, as a stable word; null while there is nothing to explain
 * @param detail for a person to read
 * @param taskId DingTalk's id of the task that carried it; null unless sent
 */
record Delivery(
    int position,
    @Nullable StaffRef staff,
    @Nullable UserRef user,
    Progress progress,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable String taskId) {

  /** The staff has no user to deliver to. */
  static final String UNKNOWN_RECIPIENT = "unknown-recipient";

  /** Nobody has answered yet. */
  static final String UNDER_WAY = "sending";

  /** The cloud was asked and gave no answer. */
  static final String NO_ANSWER = "no-answer";

  /** The local-service stopped while it waited for the answer. */
  static final String INTERRUPTED = "interrupted";

  /** A delivery that begins. */
  static Delivery begin(int position, @Nullable StaffRef staff, @Nullable UserRef user) {
    return user == null
        ? new Delivery(
            position,
            staff,
            null,
            Progress.FAILED,
            UNKNOWN_RECIPIENT,
            "No user of DingTalk is bound to this staff.",
            null)
        : new Delivery(position, staff, user, Progress.SENDING, UNDER_WAY, null, null);
  }

  /** A delivery to a staff whose user is of a corp that is not the site's any more. */
  static Delivery foreign(int position, StaffRef staff) {
    return new Delivery(
        position,
        staff,
        null,
        Progress.FAILED,
        ErrorCode.CORP_NOT_ALLOWED.wire(),
        "The staff is bound to a user of a corp that this site does not serve any more.",
        null);
  }

  /** With the cloud's word, if it is news. */
  Delivery answered(RecipientStatus status) {
    return become(Progress.of(status.state()), status.reason(), status.detail(), status.taskId());
  }

  /** Certainly not sent. */
  Delivery failed(ApiException problem) {
    var detail = problem.detail();
    return become(
        Progress.FAILED,
        problem.code().wire(),
        detail == null ? problem.code().title() : detail,
        null);
  }

  /** Perhaps sent. What was known before stays known. */
  Delivery unanswered() {
    return progress == Progress.SENDING
        ? become(Progress.UNKNOWN, NO_ANSWER, "The cloud-service gave no answer in time.", null)
        : this;
  }

  private Delivery become(
      Progress next, @Nullable String why, @Nullable String words, @Nullable String task) {
    return progress.mayBecome(next)
        ? new Delivery(position, staff, user, next, why, words, task)
        : this;
  }
}
