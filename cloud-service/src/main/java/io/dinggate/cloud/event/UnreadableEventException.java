package io.dinggate.cloud.event;

/**
 * An event lacks what its type needs: trying again would not help. The message is for operators.
 */
final class UnreadableEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableEventException(String message) {
    super(message);
  }
}
