package io.dinggate.cloud.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;

/**
 * How messages are to be sent again.
 *
 * @param queued what becomes of those that the queue held when it was put back
 */
record ReleaseSending(@NotNull Queued queued) {

  /** What becomes of them. */
  enum Queued {
    /** They are sent; some may have been sent before. */
    @JsonProperty("send")
    SEND,
    /** Only those are sent that may be sent twice; of the others nobody knows. */
    @JsonProperty("unknown")
    UNKNOWN;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
