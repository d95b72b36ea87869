package io.dinggate.cloud.event;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events a site is to be told once more: those from a place on, in the order of their
 * arrival.
 *
 * @param from the place
 * @param limit how many at most; {@link #DEFAULT_LIMIT} when null
 */
record ReplayEvents(
    @NotNull @Valid From from, @Nullable @Min(1) @Max(ReplayEvents.MAX_LIMIT) Integer limit) {

  static final int MAX_LIMIT = 1000;
  static final int DEFAULT_LIMIT = 1000;

  /**
   * The place; exactly one of them is given.
   *
   * @param sequence of an entry that the site's feed still holds
   * @param epoch of the sequence; null for the feed's present one
   * @param event the id of an event
   * @param since events that came to the cloud at this time or later
   */
  record From(
      @Nullable @Min(1) Long sequence,
      @Nullable @Size(min = 1, max = 64) String epoch,
      @Nullable @Size(min = 1, max = 100) String event,
      @Nullable Instant since) {}

  int most() {
    return limit == null ? DEFAULT_LIMIT : limit;
  }
}
