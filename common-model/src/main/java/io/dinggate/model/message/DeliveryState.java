package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Where a message, or its delivery to one recipient, stands. */
public enum DeliveryState {
  /** Stored, no DingTalk call made for it yet. */
  QUEUED,
  /** DingTalk took it; not a promise that the person got it. */
  SENT,
  /** DingTalk has it for certain not; the reason says why. */
  FAILED,
  /** The call began and its end is not known. */
  UNKNOWN,
  /** A state from a newer version. */
  UNRECOGNIZED;

  /**
   * The state of the whole: unknown if any recipient's is, else queued if any is, else sent if at
   * least one was sent, else failed.
   */
  public static DeliveryState ofAll(Collection<DeliveryState> recipients) {
    for (var state : new DeliveryState[] {UNRECOGNIZED, UNKNOWN, QUEUED, SENT}) {
      if (recipients.contains(state)) {
        return state == UNRECOGNIZED ? UNKNOWN : state;
      }
    }
    return FAILED;
  }

  /** The name on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that wire name; {@link #UNRECOGNIZED} for one from a newer version. */
  @JsonCreator
  public static DeliveryState parse(String wire) {
    return Arrays.stream(values())
        .filter(state -> state.wire().equals(wire))
        .findFirst()
        .orElse(UNRECOGNIZED);
  }
}
