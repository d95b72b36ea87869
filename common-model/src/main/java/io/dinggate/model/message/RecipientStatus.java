package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import org.jspecify.annotations.Nullable;

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
 * @param department by which it became a recipient; null for one that the message names itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecipientStatus(
    UserRef user,
    DeliveryState state,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable String taskId,
    @Nullable DepartmentRef department) {

  /** What became of a recipient that the message names itself. */
  public RecipientStatus(
      UserRef user,
      DeliveryState state,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String taskId) {
    this(user, state, reason, detail, taskId, null);
  }
}
