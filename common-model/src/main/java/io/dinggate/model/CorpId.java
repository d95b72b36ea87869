package io.dinggate.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An organisation on DingTalk ({@code corpId}, begins with {@code ding}).
 *
 * @param value never blank; the constructor refuses what cannot be one with {@link
 *     InvalidValueException}
 */
public record CorpId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CorpId {
    ValueForm.NAME.require("corp id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
