package io.dinggate.e2e;

import org.jspecify.annotations.Nullable;

/** The stack, or a part of it, could not be brought up; the message is written for a person. */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    this(message, null);
  }

  public StackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
