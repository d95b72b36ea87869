package io.dinggate.local.request;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a request stands. */
public enum RequestState {
  /** It may still be posted, or its result may still be on the way. */
  WAITING,
  /** The cloud did it. */
  DONE,
  /** The cloud did not, and says why. */
  REFUSED,
  /** The feed was read beyond the time in which a result could have come. */
  EXPIRED,
  /** Entries of the feed were lost, and perhaps its result among them. */
  UNKNOWN;

  /** Whether nothing more is expected; a result that comes all the same still counts. */
  boolean isOver() {
    return this != WAITING;
  }

  /** Whether the cloud has said what came of it. */
  boolean isTold() {
    return this == DONE || this == REFUSED;
  }

  /** The name on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
