package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an app (a suite or an internal app) in the cloud's registry; chosen by the operator, not by
 * DingTalk.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record AppId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AppId {
    ValueForm.NAME.require("app id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
