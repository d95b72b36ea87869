package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A person across all apps of one developer ({@code unionid}); differs between developers.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record UnionId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UnionId {
    ValueForm.OPAQUE.require("union id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
