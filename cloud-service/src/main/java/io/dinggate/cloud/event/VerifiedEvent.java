package io.dinggate.cloud.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What DingTalk said, beyond doubt.
 *
 * @param message the decrypted text
 * @param body the event in it; null when the text is no JSON object
 * @param pushedAt the time in the push
 * @param ownerKey what the answer must end with
 */
record VerifiedEvent(String message, @Nullable EventBody body, Instant pushedAt, String ownerKey) {

  VerifiedEvent(String message, Instant pushedAt, String ownerKey) {
    this(message, EventBody.parse(message).orElse(null), pushedAt, ownerKey);
  }

  /** Whether it only asks whether anybody is there. */
  boolean isCheck() {
    return body != null && EventKind.isCheck(body.type());
  }

  @Override
  public String toString() {
    return "VerifiedEvent[hidden]";
  }
}
