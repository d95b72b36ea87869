package io.dinggate.local.webhook;

import java.net.URI;
import java.util.Map;

/** Hands a body over to a receiver. */
interface WebhookPost {

  /**
   * Returns when the receiver has taken it.
   *
   * @throws DeliveryFailedException when it has not, or nobody knows
   */
  void send(URI url, Map<String, String> headers, String body) throws DeliveryFailedException;
}
