package io.dinggate.local.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the delivery of one piece of news stands. */
enum WebhookState {
  /** It is tried until it arrives, or is given up. */
  WAITING,
  /** The receiver has taken it. */
  DELIVERED,
  /** It was given up; an operator may have it tried again. */
  DEAD;

  /** The name on the wire. */
  @JsonValue
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that wire name. */
  static Optional<WebhookState> parse(String wire) {
    return Stream.of(values()).filter(state -> state.wire().equals(wire)).findFirst();
  }
}
