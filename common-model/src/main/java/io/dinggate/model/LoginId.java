package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a login transaction at the cloud. Not a secret: it proves nothing.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record LoginId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LoginId {
    ValueForm.NAME.require("login id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
