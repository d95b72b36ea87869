package io.dinggate.local.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.message.MessagePreview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a message if it were sent now. Nothing was sent and nothing is promised.
 *
 * @param tasks the calls to DingTalk that would be made; empty while the cloud cannot be asked
 * @param recipients what is to be expected of each one, in the order of the request; the people of
 *     departments follow
 */
record PreviewView(List<Task> tasks, List<Forecast> recipients) {

  PreviewView {
    tasks = List.copyOf(tasks);
    recipients = List.copyOf(recipients);
  }

  /**
   * One call to DingTalk.
   *
   * @param corp whose people get it
   * @param app sends it
   * @param people how many
   */
  record Task(CorpId corp, AppId app, int people) {}

  /**
   * What is to be expected of one recipient.
   *
   * @param position its place in the request, from 0; the people of departments follow
   * @param corp whom it goes to, with {@code userId} or {@code departmentId}; null when the staff
   *     is not bound
   * @param userId the user inside the corp
   * @param tenantId with {@code staffId}: the staff as the request named it; null when it named
   *     none
   * @param staffId the staff inside the tenant
   * @param departmentId the department that the request named, or by which the user is a recipient
   * @param outlook the expectation
   * @param detail for a person to read; null when the outlook says all
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Forecast(
      int position,
      @Nullable CorpId corp,
      @Nullable UserId userId,
      @Nullable TenantId tenantId,
      @Nullable StaffId staffId,
      @Nullable Long departmentId,
      Outlook outlook,
      @Nullable String detail) {

    static Forecast of(Delivery delivery, Outlook outlook, @Nullable String detail) {
      var shown = RecipientView.of(delivery);
      return new Forecast(
          shown.position(),
          shown.corp(),
          shown.userId(),
          shown.tenantId(),
          shown.staffId(),
          shown.departmentId(),
          outlook,
          detail);
    }
  }

  /** An expectation. */
  public enum Outlook {
    /** DingTalk knows the person, or the department has people, and nothing stands in the way. */
    REACHABLE("reachable"),
    /** The staff is bound to nobody that this site could send to. */
    UNKNOWN_RECIPIENT("unknownRecipient"),
    /** The corp has no such person. */
    UNKNOWN_USER("unknownUser"),
    /** The person is outside of what the corp lets the app see. */
    NOT_VISIBLE("notVisible"),
    /** DingTalk would drop it: the person got the same text by the same app today. */
    DUPLICATE("duplicate"),
    /** It would wait until tomorrow: the person got as many by this app today as DingTalk lets. */
    DAILY_LIMIT("dailyLimit"),
    /** Nobody was asked, or could be. */
    UNCHECKED("unchecked");

    private final String wire;

    Outlook(String wire) {
      this.wire = wire;
    }

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return wire;
    }

    static Outlook of(MessagePreview.Outlook outlook) {
      return switch (outlook) {
        case REACHABLE -> REACHABLE;
        case UNKNOWN_USER -> UNKNOWN_USER;
        case NOT_VISIBLE -> NOT_VISIBLE;
        case DUPLICATE -> DUPLICATE;
        case DAILY_LIMIT -> DAILY_LIMIT;
        case UNCHECKED, UNRECOGNIZED -> UNCHECKED;
      };
    }
  }
}
