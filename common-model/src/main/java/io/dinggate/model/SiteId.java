package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one installation of the local-service in the cloud's registry.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record SiteId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SiteId {
    ValueForm.NAME.require("site id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
