package io.dinggate.local.message;

import io.dinggate.model.message.DeliveryReason;

/** The reasons that this site gives by itself; all others are the cloud's. */
final class Reasons {

  /** The staff has no user to deliver to. */
  static final String UNKNOWN_RECIPIENT = DeliveryReason.UNKNOWN_RECIPIENT.wire();

  /** The user is known here to have left the corp. */
  static final String RECIPIENT_LEFT = DeliveryReason.RECIPIENT_LEFT.wire();

  /** Somebody said so before the message had left. */
  static final String CANCELLED = DeliveryReason.CANCELLED.wire();

  /** The message's own time was over before the cloud could be reached. */
  static final String EXPIRED = DeliveryReason.EXPIRED.wire();

  /** The cloud does not know the message any more. */
  static final String INTERRUPTED = DeliveryReason.INTERRUPTED.wire();

  /** The cloud could not be reached for too long. */
  static final String GAVE_UP = DeliveryReason.GAVE_UP.wire();

  private Reasons() {}
}
