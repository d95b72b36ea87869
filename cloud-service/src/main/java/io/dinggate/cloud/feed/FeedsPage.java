package io.dinggate.cloud.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the feeds, in the order of their sites' ids.
 *
 * @param items at most as many as asked for
 * @param next the cursor of the page after this one; null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FeedsPage(List<FeedView> items, @Nullable String next) {

  FeedsPage {
    items = List.copyOf(items);
  }
}
