package io.dinggate.local.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A delivery was not taken. Its message is a stable word, without anything of the address. */
final class DeliveryFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean isFinal;
  private final transient @Nullable Duration retryAfter;

  private DeliveryFailedException(String reason, boolean isFinal, @Nullable Duration retryAfter) {
    super(reason);
    this.isFinal = isFinal;
    this.retryAfter = retryAfter;
  }

  /** It may work another time. */
  static DeliveryFailedException passing(String reason) {
    return new DeliveryFailedException(reason, false, null);
  }

  /** It may work another time, which the receiver asks for. */
  static DeliveryFailedException passing(String reason, @Nullable Duration retryAfter) {
    return new DeliveryFailedException(reason, false, retryAfter);
  }

  /** The receiver wants nothing more of it. */
  static DeliveryFailedException forGood(String reason) {
    return new DeliveryFailedException(reason, true, null);
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  boolean isForGood() {
    return isFinal;
  }

  /** How long the receiver wants to be left alone; null when it does not say. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
