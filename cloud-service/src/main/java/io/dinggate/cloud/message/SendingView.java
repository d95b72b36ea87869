package io.dinggate.cloud.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether messages are sent, for operators.
 *
 * @param paused that they are not
 * @param reason why not, as a stable word: {@code restored}; null when they are
 * @param since when that began; null when they are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SendingView(boolean paused, @Nullable String reason, @Nullable Instant since) {

  static SendingView of(Optional<Sending.Paused> paused) {
    return paused
        .map(pause -> new SendingView(true, pause.reason(), pause.since()))
        .orElseGet(() -> new SendingView(false, null, null));
  }
}
