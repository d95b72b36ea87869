package io.dinggate.local.message;

import io.dinggate.model.message.DeliveryState;
import java.util.Collection;

/** Where a message, or its delivery to one recipient, stands at this site. Only moves forward. */
enum Progress {
  /** Stored, and on its way to the cloud. */
  SENDING(0, DeliveryState.UNKNOWN),
  /** The cloud has it and has not called DingTalk for it. */
  QUEUED(1, DeliveryState.QUEUED),
  /** It was on its way and nobody knows what came of it. */
  UNKNOWN(2, DeliveryState.UNKNOWN),
  /** DingTalk took it. */
  SENT(3, DeliveryState.SENT),
  /** Certainly not delivered. */
  FAILED(3, DeliveryState.FAILED);

  private final int rank;
  private final DeliveryState wire;

  Progress(int rank, DeliveryState wire) {
    this.rank = rank;
    this.wire = wire;
  }

  /** What the caller is told. While it is under way its end is not known, and that is said. */
  DeliveryState wire() {
    return wire;
  }

  /** Whether nothing can change it any more. */
  boolean settled() {
    return this == SENT || this == FAILED;
  }

  /** Whether {@code next} may follow: never backwards, and never away from an end. */
  boolean mayBecome(Progress next) {
    return !settled() && next.rank >= rank;
  }

  /** What the cloud's word stands for here. */
  static Progress of(DeliveryState state) {
    return switch (state) {
      case QUEUED -> QUEUED;
      case SENT, ACCEPTED, DELIVERED, READ, RECALLED -> SENT;
      case FAILED, DROPPED -> FAILED;
      case UNKNOWN, UNRECOGNIZED -> UNKNOWN;
    };
  }

  /** The state of the whole, as {@link DeliveryState#ofAll} has it, with {@link #SENDING} first. */
  static Progress ofAll(Collection<Progress> recipients) {
    return recipients.contains(SENDING)
        ? SENDING
        : of(DeliveryState.ofAll(recipients.stream().map(Progress::wire).toList()));
  }
}
