package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A person in the site's own books; unique inside its {@link TenantId}.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record StaffId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public StaffId {
    ValueForm.OPAQUE.require("staff id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
