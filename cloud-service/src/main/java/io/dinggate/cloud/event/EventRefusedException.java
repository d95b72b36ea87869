package io.dinggate.cloud.event;

/**
 * A push does not come from DingTalk, or not for this app. The message says what failed; it is for
 * our log, never for the sender.
 */
final class EventRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EventRefusedException(String reason) {
    super(reason);
  }
}
