package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageContent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as its caller reads it.
 *
 * @param id minted by the caller
 * @param state of the message as a whole
 * @param acceptedAt when it was stored
 * @param content what was asked to be delivered
 * @param app the app that was asked for; null for each corp's default
 * @param recipients in the order of the request
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageView(
    MessageId id,
    DeliveryState state,
    Instant acceptedAt,
    MessageContent content,
    @Nullable AppId app,
    List<RecipientView> recipients) {

  static MessageView of(Message message) {
    return new MessageView(
        message.key().id(),
        message.progress().wire(),
        message.acceptedAt(),
        message.content(),
        message.app(),
        message.deliveries().stream().map(RecipientView::of).toList());
  }

  /**
   * One recipient.
   *
   * @param corp with {@code userId}: whom it goes to; null when the staff is not bound
   * @param userId the user inside the corp
   * @param tenantId with {@code staffId}: the staff as the request named it; null when it named a
   *     user
   * @param staffId the staff inside the tenant
   * @param state where the delivery stands; only moves forward
   * @param reason why, as a stable word: one of this service ({@code unknown-recipient}, {@code
   *     sending}, {@code no-answer}, {@code interrupted}), the code of a problem, or the cloud's
   * @param detail for a person to read
   * @param taskId DingTalk's id of the task that carried it; null unless sent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RecipientView(
      @Nullable CorpId corp,
      @Nullable UserId userId,
      @Nullable TenantId tenantId,
      @Nullable StaffId staffId,
      DeliveryState state,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String taskId) {

    static RecipientView of(Delivery delivery) {
      var user = delivery.user();
      var staff = delivery.staff();
      return new RecipientView(
          user == null ? null : user.corp(),
          user == null ? null : user.userId(),
          staff == null ? null : staff.tenantId(),
          staff == null ? null : staff.staffId(),
          delivery.progress().wire(),
          delivery.reason(),
          delivery.detail(),
          delivery.taskId());
    }
  }
}
