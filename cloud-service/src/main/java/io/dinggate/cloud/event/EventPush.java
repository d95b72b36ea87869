package io.dinggate.cloud.event;

import org.jspecify.annotations.Nullable;

/**
 * A push as it came.
 *
 * @param signature null when the query has none; the same holds for the others
 * @param body as received, unread
 */
record EventPush(
    @Nullable String signature, @Nullable String timestamp, @Nullable String nonce, String body) {

  @Override
  public String toString() {
    return "EventPush[" + body.length() + " characters]";
  }
}
