package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a message; minted by the caller, unique per caller. {@code [A-Za-z0-9_-]{1,64}}.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record MessageId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public MessageId {
    ValueForm.MESSAGE_ID.require("message id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
