package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message's recipients, in the order of the request.
 *
 * @param items at most as many as asked for
 * @param next the cursor of the part after this one; null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecipientPage(List<RecipientView> items, @Nullable String next) {

  RecipientPage {
    items = List.copyOf(items);
  }

  /** Of one delivery more than the page may have, if there is one. */
  static RecipientPage of(List<Delivery> deliveries, int limit) {
    var more = deliveries.size() > limit;
    var shown = more ? deliveries.subList(0, limit) : deliveries;
    return new RecipientPage(
        shown.stream().map(RecipientView::of).toList(),
        more ? Integer.toString(shown.getLast().position()) : null);
  }
}
