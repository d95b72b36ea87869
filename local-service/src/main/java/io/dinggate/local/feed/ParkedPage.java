package io.dinggate.local.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the parked entries, oldest first.
 *
 * @param items at most as many as asked for
 * @param next the cursor of the part after this one; null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParkedPage(List<ParkedView> items, @Nullable Long next) {

  ParkedPage {
    items = List.copyOf(items);
  }
}
