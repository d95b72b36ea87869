package io.dinggate.sandbox.event;

import java.net.URI;

/**
 * An event ready to be posted, so that tests can send it again or spoil a part of it.
 *
 * @param target the callback address with signature, timestamp and nonce in the query
 * @param body {@code {"encrypt": …}}
 */
public record SealedEvent(String appId, URI target, String body) {
  @Override
  public String toString() {
    return "SealedEvent[for " + appId + "]";
  }
}
