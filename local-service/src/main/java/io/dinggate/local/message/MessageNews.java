package io.dinggate.local.message;

import io.dinggate.model.MessageId;
import io.dinggate.model.message.DeliveryState;
import java.time.Instant;
import java.util.SortedMap;

/**
 * Where a message stands, as whoever waits for it is told.
 *
 * @param id minted by the caller
 * @param state of the message as a whole
 * @param closed whether nothing will change any more
 * @param changedAt when something became of it last
 * @param total how many recipients it has
 * @param counts how many of them stand in each state
 */
record MessageNews(
    MessageId id,
    DeliveryState state,
    boolean closed,
    Instant changedAt,
    int total,
    SortedMap<String, Integer> counts) {

  static MessageNews of(Message message) {
    return new MessageNews(
        message.key().id(),
        message.counts().state(),
        message.closed(),
        message.changedAt(),
        message.counts().total(),
        message.counts().wire());
  }
}
