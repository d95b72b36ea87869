package io.dinggate.sandbox.message;

/**
 * Why a receiver does not get a message that was accepted.
 *
 * @param code as {@code forbidden_list} tells it; {@link #NO_CODE} when the delivery failed
 * @param count the limit that was reached, as {@code forbidden_list} tells it
 */
public record Drop(Reason reason, int code, int count) {
  /** Of a delivery that failed. */
  public static final int NO_CODE = 0;

  /** What tests want for a person: forbidden with this code, for example 1430003. */
  public static Drop forbidden(int code) {
    return new Drop(Reason.FORBIDDEN, code, 0);
  }

  /** What tests want for a person: the delivery fails. */
  public static Drop failed() {
    return new Drop(Reason.FAILED, NO_CODE, 0);
  }

  /** What kept the message back. */
  public enum Reason {
    /** The app sent this body to this person on this day already. */
    DUPLICATE,
    /** The app sent this person as many messages on this day as it may. */
    PER_PERSON_AND_DAY,
    /** The app reached as many people within a minute as it may. */
    PER_MINUTE,
    /** Tests want it forbidden, with a code of their own. */
    FORBIDDEN,
    /** Tests want it to fail. */
    FAILED
  }
}
