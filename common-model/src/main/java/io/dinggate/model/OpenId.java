package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A person in one app ({@code openId}); known from a login only.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record OpenId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public OpenId {
    ValueForm.OPAQUE.require("open id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
