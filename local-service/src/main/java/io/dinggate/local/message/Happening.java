package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dinggate.model.message.DeliveryState;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a message's history.
 *
 * @param at when
 * @param what happened
 * @param state where recipients stand since; null unless {@link What#CHANGED}
 * @param count how many recipients; null with the state
 * @param detail for a person to read; null when what happened says all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Happening(
    Instant at,
    What what,
    @Nullable DeliveryState state,
    @Nullable Integer count,
    @Nullable String detail) {

  /** What can happen to a message. */
  public enum What {
    /** It was stored. */
    ACCEPTED,
    /** The cloud has it. */
    FORWARDED,
    /** Recipients stand otherwise. */
    CHANGED,
    /** Somebody wanted the rest not to be sent. */
    CANCEL_REQUESTED,
    /** Somebody wanted it taken back. */
    RECALL_REQUESTED,
    /** An operator had it tried once more. */
    REQUEUED,
    /** The cloud, or this site, said no to it or to what was wanted of it. */
    REFUSED,
    /** Nothing will change any more. */
    CLOSED;

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Happening of(Instant at, What what) {
    return new Happening(at, what, null, null, null);
  }

  static Happening of(Instant at, What what, @Nullable String detail) {
    return new Happening(at, what, null, null, detail);
  }

  static Happening changed(Instant at, DeliveryState state, int count) {
    return new Happening(at, What.CHANGED, state, count, null);
  }
}
