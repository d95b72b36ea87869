package io.dinggate.cloud.message;

import io.dinggate.model.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as stored, with what became of it.
 *
 * @param id of the row
 * @param messageId the site's own id
 * @param bodyHash tells whether another body is the same
 * @param sealedBody content and recipients
 * @param acceptedAt when it was stored
 * @param recipients by position in the body's list
 */
record StoredMessage(
    String id,
    MessageId messageId,
    String bodyHash,
    String sealedBody,
    Instant acceptedAt,
    List<Recipient> recipients) {

  StoredMessage {
    recipients = List.copyOf(recipients);
  }

  /** What became of one recipient. */
  record Recipient(
      int position,
      TaskState state,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String dingTalkTask) {}

  @Override
  public String toString() {
    return "StoredMessage[" + id + "]";
  }
}
