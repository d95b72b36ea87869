package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a message, or its delivery to one recipient, stands. It only moves forward, see {@link
 * #mayBecome}, with two exceptions: an operator has what failed sent once more, and whom DingTalk
 * dropped by its limit per minute is sent to once more by a call whose end is not known.
 */
public enum DeliveryState {
  /** Stored; no DingTalk call has taken effect for it yet. */
  QUEUED,
  /** DingTalk took it; not yet known whether the person got it. */
  SENT,
  /** DingTalk took it, and nobody asked for what becomes of it. */
  ACCEPTED,
  /** The person has it and has not read it. */
  DELIVERED,
  /** The person has read it. */
  READ,
  /** It was taken back. */
  RECALLED,
  /** DingTalk took it and did not deliver it; the reason says why. */
  DROPPED,
  /** DingTalk has it for certain not; the reason says why. */
  FAILED,
  /** The call began and its end is not known. */
  UNKNOWN,
  /** A state from a newer version. */
  UNRECOGNIZED;

  /** From what is least certain to what is most: the first that any recipient is in. */
  private static final List<DeliveryState> FOR_THE_WHOLE =
      List.of(UNKNOWN, QUEUED, SENT, ACCEPTED, DELIVERED, READ, RECALLED, DROPPED, FAILED);

  /**
   * The state of the whole: the first of unknown, queued, sent, accepted, delivered, read,
   * recalled, dropped and failed that any recipient is in. Failed for no recipient at all; what is
   * not recognised counts as unknown.
   */
  public static DeliveryState ofAll(Collection<DeliveryState> recipients) {
    if (recipients.contains(UNRECOGNIZED)) {
      return UNKNOWN;
    }
    return FOR_THE_WHOLE.stream().filter(recipients::contains).findFirst().orElse(FAILED);
  }

  /** Whether what stands here may stand at {@code next} afterwards; never true for itself. */
  public boolean mayBecome(DeliveryState next) {
    return followers().contains(next);
  }

  private Set<DeliveryState> followers() {
    return switch (this) {
      case QUEUED ->
          EnumSet.of(SENT, ACCEPTED, DELIVERED, READ, RECALLED, DROPPED, FAILED, UNKNOWN);
      case UNKNOWN -> EnumSet.of(SENT, ACCEPTED, DELIVERED, READ, RECALLED, DROPPED, FAILED);
      case SENT -> EnumSet.of(DELIVERED, READ, RECALLED, DROPPED, FAILED);
      case ACCEPTED, READ -> EnumSet.of(RECALLED);
      case DELIVERED -> EnumSet.of(READ, RECALLED);
      case RECALLED, DROPPED, FAILED -> EnumSet.noneOf(DeliveryState.class);
      case UNRECOGNIZED -> EnumSet.complementOf(EnumSet.of(UNRECOGNIZED));
    };
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
