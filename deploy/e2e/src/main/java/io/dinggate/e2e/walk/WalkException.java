package io.dinggate.e2e.walk;

/** A step of a walk did not end as it should; the message says what was seen. */
public final class WalkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WalkException(String message) {
    super(message);
  }
}
