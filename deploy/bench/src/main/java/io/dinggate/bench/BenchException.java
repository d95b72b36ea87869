package io.dinggate.bench;

import org.jspecify.annotations.Nullable;

/** The bench could not be run, or found a broken promise; the message is written for a person. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BenchException(String message) {
    this(message, null);
  }

  public BenchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
