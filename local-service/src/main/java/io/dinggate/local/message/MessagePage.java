package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageContent;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of a caller's messages, newest first.
 *
 * @param items at most as many as asked for
 * @param next the cursor of the part after this one; null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessagePage(List<Item> items, @Nullable String next) {

  MessagePage {
    items = List.copyOf(items);
  }

  /**
   * One message in short.
   *
   * @param id minted by the caller
   * @param caller whose it is; null in a list of the caller's own
   * @param state of the message as a whole
   * @param closed whether nothing will change any more
   * @param acceptedAt when it was stored
   * @param content what was asked to be delivered
   * @param total how many recipients it has
   * @param counts how many of them stand in each state; states without any are left out
   * @param reason the reason, where all recipients have the same one; null otherwise, and for a
   *     message to more than a hundred
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      MessageId id,
      @Nullable String caller,
      DeliveryState state,
      boolean closed,
      Instant acceptedAt,
      MessageContent content,
      int total,
      SortedMap<String, Integer> counts,
      @Nullable String reason) {}
}
