package io.dinggate.local.cloud;

/** An error answer that is no problem of the cloud's: something on the way to it answered. */
final class ForeignAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ForeignAnswerException(int status) {
    super("answered " + status + " without a problem body");
  }
}
