package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.CorpId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message for one recipient.
 *
 * @param position its place in the request, from 0; the people of departments follow
 * @param corp whom it goes to, with {@code userId} or {@code departmentId}; null when the staff is
 *     not bound
 * @param userId the user inside the corp
 * @param tenantId with {@code staffId}: the staff as the request named it; null when it named none
 * @param staffId the staff inside the tenant
 * @param departmentId the department that the request named, or by which the user is a recipient
 * @param state where the delivery stands; a department stands at {@code accepted} when its people
 *     are recipients
 * @param reason why, as a stable word; null while there is nothing to explain
 * @param explanation the reason in words; null without one
 * @param detail for a person to read
 * @param taskId DingTalk's id of the task that carried it; null unless sent
 * @param people how many recipients the department brought in; null for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecipientView(
    int position,
    @Nullable CorpId corp,
    @Nullable UserId userId,
    @Nullable TenantId tenantId,
    @Nullable StaffId staffId,
    @Nullable Long departmentId,
    DeliveryState state,
    @Nullable String reason,
    @Nullable Explanation explanation,
    @Nullable String detail,
    @Nullable String taskId,
    @Nullable Integer people) {

  /**
   * A reason in words.
   *
   * @param en in English
   * @param zh in Chinese
   */
  record Explanation(String en, String zh) {

    static @Nullable Explanation of(@Nullable String reason) {
      if (reason == null) {
        return null;
      }
      var known = DeliveryReason.parse(reason);
      return new Explanation(known.english(), known.chinese());
    }
  }

  static RecipientView of(Delivery delivery) {
    var user = delivery.user();
    var staff = delivery.staff();
    var department = delivery.department();
    var corp = user == null ? null : user.corp();
    return new RecipientView(
        delivery.position(),
        corp == null && department != null ? department.corp() : corp,
        user == null ? null : user.userId(),
        staff == null ? null : staff.tenantId(),
        staff == null ? null : staff.staffId(),
        department == null ? null : department.departmentId(),
        delivery.state(),
        delivery.reason(),
        Explanation.of(delivery.reason()),
        delivery.detail(),
        delivery.taskId(),
        delivery.people());
  }
}
