package io.dinggate.cloud.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the parked events, in the order of their arrival.
 *
 * @param items at most as many as asked for
 * @param next the cursor of the page after this one; null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParkedEventsPage(List<ParkedEvent> items, @Nullable String next) {

  ParkedEventsPage {
    items = List.copyOf(items);
  }
}
