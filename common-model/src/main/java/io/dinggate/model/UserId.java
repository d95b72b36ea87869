package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A person inside one corp ({@code userid}); means nothing without its {@link CorpId}, see {@link
 * UserRef}.
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record UserId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public UserId {
    ValueForm.USER_ID.require("user id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
