package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
   * @param state of the message as a whole
   * @param acceptedAt when it was stored
   * @param content what was asked to be delivered
   * @param recipients how many recipients stand in each state; states without any are left out
   * @param reason the reason, where all recipients have the same one; null otherwise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      MessageId id,
      DeliveryState state,
      Instant acceptedAt,
      MessageContent content,
      Map<String, Integer> recipients,
      @Nullable String reason) {}
}
