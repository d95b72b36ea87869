package io.dinggate.local.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a caller's requests, newest first.
 *
 * @param items at most as many as asked for
 * @param next the cursor of the part after this one; null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestPage(List<RequestView> items, @Nullable String next) {

  RequestPage {
    items = List.copyOf(items);
  }
}
