package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.SendResult.Fate;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * What DingTalk's word on one person means.
 *
 * @param state where the delivery stands
 * @param reason why; null when there is nothing to explain
 * @param detail for a person, with DingTalk's code; null when the reason says all
 * @param resend whether the person is sent to once more
 */
record ReceiptVerdict(
    DeliveryState state, @Nullable DeliveryReason reason, @Nullable String detail, boolean resend) {

  /**
   * The meaning.
   *
   * @param mayResend whether the task's people may be sent to once more
   * @param mayHaveArrivedBefore whether an earlier call may have reached them
   */
  static ReceiptVerdict of(Fate fate, boolean mayResend, boolean mayHaveArrivedBefore) {
    return switch (fate) {
      case Fate.Unread _ -> new ReceiptVerdict(DeliveryState.DELIVERED, null, null, false);
      case Fate.Read _ -> new ReceiptVerdict(DeliveryState.READ, null, null, false);
      case Fate.Invalid _ ->
          new ReceiptVerdict(DeliveryState.FAILED, DeliveryReason.INVALID_USER, null, false);
      case Fate.Failed _ ->
          new ReceiptVerdict(DeliveryState.DROPPED, DeliveryReason.NOT_DELIVERED, null, false);
      case Fate.Forbidden(var code) -> forbidden(code, mayResend, mayHaveArrivedBefore);
    };
  }

  /**
   * Only what the limit per minute dropped would not be dropped again. A repetition of the first
   * call is dropped because the person has what the first call brought.
   */
  private static ReceiptVerdict forbidden(
      String code, boolean mayResend, boolean mayHaveArrivedBefore) {
    var reason = DeliveryReason.ofDrop(code);
    var detail = code.isEmpty() ? "DingTalk gave no code." : "DingTalk's code " + code;
    if (mayHaveArrivedBefore && reason == DeliveryReason.DUPLICATE) {
      return new ReceiptVerdict(
          DeliveryState.DELIVERED, DeliveryReason.ALREADY_DELIVERED, detail, false);
    }
    return mayResend && reason == DeliveryReason.PER_MINUTE_LIMIT
        ? new ReceiptVerdict(DeliveryState.SENT, reason, detail, true)
        : new ReceiptVerdict(DeliveryState.DROPPED, reason, detail, false);
  }

  /** Whether asking again can tell anything new of a person who stands there. */
  static boolean isOpen(DeliveryState state) {
    return switch (state) {
      case QUEUED, SENT, DELIVERED, UNKNOWN -> true;
      case ACCEPTED, READ, RECALLED, DROPPED, FAILED, UNRECOGNIZED -> false;
    };
  }
}
