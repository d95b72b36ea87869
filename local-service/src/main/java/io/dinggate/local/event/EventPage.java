package io.dinggate.local.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the events, in the order in which they arrived.
 *
 * @param items at most as many as asked for
 * @param next the cursor of the part after this one; null when there is none yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventPage(List<EventView> items, @Nullable String next) {

  EventPage {
    items = List.copyOf(items);
  }
}
