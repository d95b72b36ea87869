package io.dinggate.cloud.message;

import io.dinggate.model.message.DeliveryState;

/**
 * Where a task stands. {@code SENDING} is durable before the first byte leaves, so what is found in
 * an earlier state was certainly not sent.
 */
enum TaskState {
  /** Stored. */
  QUEUED,
  /** A worker is about to send it. */
  CLAIMED,
  /** The call to DingTalk may have begun. */
  SENDING,
  /** DingTalk took it. */
  SENT,
  /** It was certainly not sent. */
  FAILED,
  /** The call began and its end is not known. */
  UNKNOWN;

  DeliveryState delivery() {
    return switch (this) {
      case QUEUED, CLAIMED, SENDING -> DeliveryState.QUEUED;
      case SENT -> DeliveryState.SENT;
      case FAILED -> DeliveryState.FAILED;
      case UNKNOWN -> DeliveryState.UNKNOWN;
    };
  }
}
