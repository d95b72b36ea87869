package io.dinggate.local.message;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a message that a frontend may hand to the cloud, so that it can be stored
 * once the cloud has it; the recipients as they were resolved when it was written.
 */
record DirectDraft(
    String hash,
    MessageContent content,
    @Nullable AppId app,
    @Nullable SendOptions options,
    List<Row> recipients) {

  /** One recipient, in the order of the request. */
  record Row(
      @Nullable StaffRef staff,
      @Nullable UserRef user,
      @Nullable DepartmentRef department,
      DeliveryState state,
      @Nullable String reason,
      @Nullable String detail) {

    private static Row of(Delivery delivery) {
      return new Row(
          delivery.staff(),
          delivery.user(),
          delivery.department(),
          delivery.state(),
          delivery.reason(),
          delivery.detail());
    }

    private Delivery delivery(int position) {
      return new Delivery(position, staff, user, department, state, reason, detail, null, null, 0);
    }
  }

  static DirectDraft of(PutMessage message, String hash, List<Delivery> deliveries) {
    return new DirectDraft(
        hash,
        message.content(),
        message.app(),
        message.options(),
        deliveries.stream().map(Row::of).toList());
  }

  List<Delivery> deliveries() {
    return IntStream.range(0, recipients.size())
        .mapToObj(position -> recipients.get(position).delivery(position))
        .toList();
  }
}
