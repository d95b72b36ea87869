package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a request that a frontend hands to the cloud; minted by the site, and unique among all of
 * its requests. {@code [A-Za-z0-9_-]{1,64}}.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record RequestId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RequestId {
    ValueForm.MESSAGE_ID.require("request id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
