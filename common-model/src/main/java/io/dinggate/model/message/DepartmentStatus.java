package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dinggate.model.DepartmentRef;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a department that a message names.
 *
 * @param department the department
 * @param state whether its people are known
 * @param people how many recipients it brought in that were none before; null until expanded
 * @param reason why it failed, as a stable word; null otherwise
 * @param detail for a person to read; null with the reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DepartmentStatus(
    DepartmentRef department,
    State state,
    @Nullable Integer people,
    @Nullable String reason,
    @Nullable String detail) {

  /** Whether the people of a department are known. */
  public enum State {
    /** DingTalk has yet to be asked for them. */
    WAITING,
    /** They are recipients now. */
    EXPANDED,
    /** They cannot be found out; the reason says why. */
    FAILED,
    /** A state from a newer version. */
    UNRECOGNIZED;

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that wire name; {@link #UNRECOGNIZED} for one from a newer version. */
    @JsonCreator
    public static State parse(String wire) {
      return Arrays.stream(values())
          .filter(state -> state.wire().equals(wire))
          .findFirst()
          .orElse(UNRECOGNIZED);
    }
  }
}
