package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.MessageId;
import java.time.Instant;
import java.util.List;

/**
 * What became of a message.
 *
 * @param id the message
 * @param state of the message as a whole, see {@link DeliveryState#ofAll}; queued while a
 *     department waits
 * @param acceptedAt when it was stored
 * @param version grows with every change; of two statuses the one with the greater is newer
 * @param closed whether nothing will change any more: DingTalk's 24 hours of results are over for
 *     every recipient, or none of them was sent
 * @param recipients what became of each recipient
 * @param departments what became of each department
 */
public record MessageStatus(
    MessageId id,
    DeliveryState state,
    Instant acceptedAt,
    long version,
    boolean closed,
    List<RecipientStatus> recipients,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DepartmentStatus> departments) {

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members
  public MessageStatus {
    recipients = recipients == null ? List.of() : List.copyOf(recipients);
    departments = departments == null ? List.of() : List.copyOf(departments);
  }
}
