package io.dinggate.local.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of the deliveries, newest first.
 *
 * @param items at most as many as asked for
 * @param next the cursor of the part after this one; null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryPage(List<DeliveryView> items, @Nullable UUID next) {

  DeliveryPage {
    items = List.copyOf(items);
  }
}
