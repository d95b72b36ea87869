package io.dinggate.model;

/**
 * A text that cannot be the value it was given as. The message is written for the caller and never
 * repeats the text, so it may be answered as it stands.
 */
public final class InvalidValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidValueException(String message) {
    super(message);
  }
}
