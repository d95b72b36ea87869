package io.dinggate.local.message;

import java.time.Instant;
import java.util.List;

/**
 * A message that is about to be stored.
 *
 * @param message the message
 * @param deliveries one for each recipient, in the order of the request
 * @param giveUpAt until when the cloud is tried
 */
record Draft(Message message, List<Delivery> deliveries, Instant giveUpAt) {

  Draft {
    deliveries = List.copyOf(deliveries);
  }
}
