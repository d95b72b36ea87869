package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A tenant in the site's own books; together with {@link StaffId} it names a staff.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record TenantId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TenantId {
    ValueForm.OPAQUE.require("tenant id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
