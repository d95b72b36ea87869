package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message.
 *
 * @param id the message
 * @param state of the message as a whole, see {@link DeliveryState#ofAll}
 * @param acceptedAt when it was stored
 * @param recipients what became of each recipient
 */
public record MessageStatus(
    MessageId id, DeliveryState state, Instant acceptedAt, List<RecipientStatus> recipients) {

  public MessageStatus {
    recipients = List.copyOf(recipients);
  }

  /**
   * What became of one recipient.
   *
   * @param user the recipient
   * @param state where the delivery stands; only moves forward
   * @param reason why, as a stable word such as {@code user-not-found}; null while there is nothing
   *     to explain
   * @param detail for a person to read, with DingTalk's own code where there is one; null with the
   *     reason
   * @param taskId DingTalk's id of the task that carried it; null unless sent. A string: the number
   *     exceeds 2^53.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RecipientStatus(
      UserRef user,
      DeliveryState state,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String taskId) {}
}
