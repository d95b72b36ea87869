package io.dinggate.local.message;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message for one recipient, or of a department that it names.
 *
 * @param position the recipient's place in the request, from 0; the people of departments follow
 * @param staff the staff as the caller named it; null when the caller named no staff
 * @param user whom the cloud is asked to deliver to, unless she has left; null for a department,
 *     and for a staff that is not bound
 * @param department the department itself when there is no user, else the one by which the user is
 *     a recipient; null for who is named
 * @param state where it stands; a department stands at {@code accepted} when its people are known
 * @param reason why, as a stable word; null while there is nothing to explain
 * @param detail for a person to read
 * @param taskId DingTalk's id of the task that carried it; null unless sent
 * @param people how many recipients the department brought in; null until that is known
 * @param version the cloud's version of the message that said so; 0 for what is known here only
 */
record Delivery(
    int position,
    @Nullable StaffRef staff,
    @Nullable UserRef user,
    @Nullable DepartmentRef department,
    DeliveryState state,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable String taskId,
    @Nullable Integer people,
    long version) {

  /** A delivery to a user. */
  static Delivery to(int position, @Nullable StaffRef staff, UserRef user) {
    return queued(position, staff, user, null, 0);
  }

  /** A department whose people are not known yet. */
  static Delivery to(int position, DepartmentRef department) {
    return queued(position, null, null, department, 0);
  }

  /** A person whom a department brought in, before it is said where the delivery stands. */
  static Delivery by(int position, RecipientStatus status) {
    return queued(position, null, status.user(), status.department(), -1);
  }

  /** A delivery to a staff who is nobody on DingTalk. */
  static Delivery unknown(int position, StaffRef staff) {
    return nobody(
        position, staff, Reasons.UNKNOWN_RECIPIENT, "No user of DingTalk is bound to this staff.");
  }

  /** A delivery to a staff whose user is of a corp that is not the site's any more. */
  static Delivery foreign(int position, StaffRef staff) {
    return nobody(
        position,
        staff,
        ErrorCode.CORP_NOT_ALLOWED.wire(),
        "The staff is bound to a user of a corp that this site does not serve any more.");
  }

  /** A delivery to a user who has left: by now the user id may be somebody else's. */
  static Delivery left(int position, @Nullable StaffRef staff, UserRef user) {
    return to(position, staff, user)
        .become(DeliveryState.FAILED, Reasons.RECIPIENT_LEFT, "The user has left the corp.");
  }

  /** Whether it is a department, and not a person. */
  boolean isDepartment() {
    return user == null && department != null;
  }

  /** Whether the cloud has anything to do with it. */
  boolean forTheCloud() {
    return (user != null && !isToWhoLeft()) || department != null;
  }

  /** Whether it counts among the recipients: a department counts until its people do. */
  boolean counts() {
    return !isDepartment() || state != DeliveryState.ACCEPTED;
  }

  /** Whether nothing but this site has spoken of it, and it may still go out. */
  boolean isOpenHere() {
    return version == 0
        && forTheCloud()
        && (state == DeliveryState.QUEUED || state == DeliveryState.UNKNOWN);
  }

  /** Whether an operator may have it tried once more. */
  boolean wasGivenUp() {
    return Reasons.GAVE_UP.equals(reason)
        && (state == DeliveryState.FAILED || state == DeliveryState.UNKNOWN);
  }

  /** As the cloud has it at that version; the same when the cloud has said something newer. */
  Delivery told(RecipientStatus status, long at) {
    return at <= version
        ? this
        : new Delivery(
            position,
            staff,
            user,
            department,
            known(status.state()),
            status.reason(),
            status.detail(),
            status.taskId(),
            null,
            at);
  }

  /** As {@link #told(RecipientStatus, long)} for a department. */
  Delivery told(DepartmentStatus status, long at) {
    return at <= version
        ? this
        : new Delivery(
            position,
            staff,
            user,
            department,
            switch (status.state()) {
              case WAITING -> DeliveryState.QUEUED;
              case EXPANDED -> DeliveryState.ACCEPTED;
              case FAILED -> DeliveryState.FAILED;
              case UNRECOGNIZED -> DeliveryState.UNKNOWN;
            },
            status.reason(),
            status.detail(),
            null,
            status.people(),
            at);
  }

  /** For a reason of this site's. */
  Delivery become(DeliveryState next, @Nullable String why, @Nullable String words) {
    return new Delivery(
        position, staff, user, department, next, why, words, taskId, people, version);
  }

  /** Certainly not sent. */
  Delivery failed(ApiException problem) {
    var words = problem.detail();
    return become(
        DeliveryState.FAILED,
        problem.code().wire(),
        words == null ? problem.code().title() : words);
  }

  private boolean isToWhoLeft() {
    return version == 0 && Reasons.RECIPIENT_LEFT.equals(reason);
  }

  private static Delivery queued(
      int position,
      @Nullable StaffRef staff,
      @Nullable UserRef user,
      @Nullable DepartmentRef department,
      long version) {
    return new Delivery(
        position, staff, user, department, DeliveryState.QUEUED, null, null, null, null, version);
  }

  private static Delivery nobody(int position, StaffRef staff, String reason, String detail) {
    return new Delivery(
        position, staff, null, null, DeliveryState.FAILED, reason, detail, null, null, 0);
  }

  private static DeliveryState known(DeliveryState state) {
    return state == DeliveryState.UNRECOGNIZED ? DeliveryState.UNKNOWN : state;
  }
}
