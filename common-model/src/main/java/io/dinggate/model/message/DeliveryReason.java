package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a delivery stands where it stands. The wire word is stable; clients may switch on it. Where a
 * reason is one of {@link io.dinggate.model.problem.ErrorCode}, the words are the same. A word that
 * this version does not know reads as {@link #OTHER}, so a newer service can add words.
 */
public enum DeliveryReason {
  CANCELLED("It was cancelled before it was sent.", "发送前已取消。"),
  EXPIRED("Its time was over before it could be sent.", "未能在截止时间前发送。"),
  GAVE_UP("All attempts failed. An operator may have it sent once more.", "多次尝试均失败，管理员可以重新发送。"),
  NO_ANSWER(
      "DingTalk did not answer. Whether it took the message is not known.", "钉钉没有应答，无法确定消息是否已被接收。"),
  INTERRUPTED(
      "The sending was cut short. Whether DingTalk took the message is not known.",
      "发送过程中断，无法确定钉钉是否已接收消息。"),
  NOT_SENT("It was not sent.", "消息未发送。"),
  DAILY_LIMIT(
      "The person has got as many messages today as DingTalk lets one app send. It goes out"
          + " tomorrow.",
      "该用户今天收到的本应用消息已达钉钉上限，消息将于明天发送。"),
  NO_RECEIPT(
      "DingTalk took it. What became of it could not be read within the 24 hours that DingTalk"
          + " tells it.",
      "钉钉已接收消息，但未能在钉钉提供结果的24小时内查到投递结果。"),
  RECALL_FAILED(
      "DingTalk did not take the message back within its 24 hours.", "未能在钉钉规定的24小时内撤回消息。"),

  RECALL_INCOMPLETE(
      "DingTalk took the message back. The person may have it a second time, by a call whose answer"
          + " was lost, and that one cannot be taken back.",
      "钉钉已撤回消息，但此前一次未收到应答的发送可能也已送达该用户，且无法撤回。"),
  ALREADY_DELIVERED(
      "The person has it by an earlier call whose answer was lost. DingTalk dropped the second call"
          + " as a duplicate.",
      "此前一次未收到应答的发送已送达该用户，钉钉将再次发送视为重复而未投递。"),

  UNKNOWN_RECIPIENT("The recipient is not bound to a DingTalk user.", "该接收人没有绑定钉钉用户。"),
  RECIPIENT_LEFT("The person has left the organisation.", "该用户已离开组织。"),
  INVALID_USER(
      "The organisation has no such user, or the app may not see them.", "组织中没有该用户，或应用无权查看该用户。"),
  NOT_DELIVERED("DingTalk could not deliver it.", "钉钉未能投递消息。"),
  DEPARTMENT_NOT_FOUND("The organisation has no such department.", "组织中没有该部门。"),
  DEPARTMENT_NOT_VISIBLE("The app may not see this department.", "应用无权查看该部门。"),
  TOO_MANY_PEOPLE("The message would go to more people than one message may.", "消息的接收人数超过单条消息的上限。"),

  PER_MINUTE_LIMIT(
      "DingTalk dropped it: the app sent too many messages within a minute.",
      "钉钉未投递：应用每分钟发送的消息超过上限。"),
  DAILY_LIMIT_DROP(
      "DingTalk dropped it: the person had got too many messages of the app that day.",
      "钉钉未投递：该用户当天收到的本应用消息超过上限。"),
  DUPLICATE(
      "DingTalk dropped it: the person had got the same message of the app that day.",
      "钉钉未投递：该用户当天已收到本应用的相同消息。"),
  NO_RECEIVER("DingTalk dropped it: it found nobody to deliver it to.", "钉钉未投递：没有有效的接收人。"),
  BANNED_CONTENT("DingTalk dropped it: its content is not allowed.", "钉钉未投递：消息含有违禁内容。"),
  PLATFORM_PROTECTION("DingTalk dropped it to protect its platform.", "钉钉未投递：触发了平台保护。"),
  EXECUTIVE_PROTECTION(
      "DingTalk dropped it: the person is a protected executive.", "钉钉未投递：该用户处于高管保护模式。"),
  DROPPED("DingTalk dropped it. The detail has DingTalk's code.", "钉钉未投递，详情中有钉钉的错误码。"),

  VALIDATION("The message is not valid.", "消息不合规。"),
  MESSAGE_CONFLICT("The message's id stands for another message.", "该消息编号已用于另一条消息。"),
  SITE_UNKNOWN("This site is not registered at the cloud.", "本站点未在云端登记。"),
  UNAUTHENTICATED("The cloud did not accept this site's credentials.", "云端不接受本站点的凭证。"),
  FORBIDDEN("The site may not do this.", "本站点无权执行此操作。"),
  CORP_NOT_ALLOWED("The organisation is not one of this site's.", "该组织不属于本站点。"),
  APP_NOT_ALLOWED("This site may not send by this app.", "本站点无权使用该应用发送。"),
  CORP_NOT_AUTHORIZED("The organisation has not authorised the app.", "该组织未授权此应用。"),
  CONTENT_NOT_SUPPORTED(
      "The app cannot send this content, or DingTalk does not take it.", "应用不能发送此类内容，或钉钉不接受该内容。"),
  USER_NOT_FOUND("The organisation has no such user.", "组织中没有该用户。"),
  USER_NOT_VISIBLE("The app may not see this person.", "应用无权查看该用户。"),
  SUITE_TICKET_MISSING("DingTalk has not pushed the app's ticket yet.", "钉钉尚未推送应用的票据。"),
  DINGTALK_CREDENTIALS_REJECTED("DingTalk does not accept the app's credentials.", "钉钉不接受应用的凭证。"),
  DINGTALK_PERMISSION_MISSING("The app lacks a permission in DingTalk.", "应用缺少钉钉权限。"),
  DINGTALK_IP_NOT_LISTED("DingTalk refuses the cloud's address.", "云端地址不在应用的IP白名单中。"),
  DINGTALK_THROTTLED("DingTalk's limit is reached.", "已达到钉钉的调用上限。"),
  DINGTALK_REJECTED("DingTalk refused the request.", "钉钉拒绝了请求。"),
  DINGTALK_UNAVAILABLE("DingTalk cannot be reached.", "无法连接钉钉。"),
  CLOUD_UNAVAILABLE("The cloud cannot be reached.", "无法连接云端。"),
  OVERLOADED("There was too much to do at once.", "系统繁忙。"),
  INTERNAL("Something went wrong here. The operator's log says what.", "系统内部错误，详见管理员日志。"),
  /** A word from a newer version, or an error that has no word of its own here. */
  OTHER("Another reason; the detail says more.", "其他原因，见详情。");

  private static final Map<String, DeliveryReason> BY_WIRE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(DeliveryReason::wire, Function.identity()));

  private final String english;
  private final String chinese;

  DeliveryReason(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  /** A sentence for a person to read. */
  public String english() {
    return english;
  }

  /** A sentence for a person to read. */
  public String chinese() {
    return chinese;
  }

  /** The stable word on the wire, for example {@code banned-content}. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason of that word; {@link #OTHER} for a word from a newer version, or none. */
  @JsonCreator
  public static DeliveryReason parse(@Nullable String wire) {
    return wire == null ? OTHER : BY_WIRE.getOrDefault(wire, OTHER);
  }

  /**
   * Why DingTalk dropped a message, by the {@code code} of its {@code forbidden_list}; {@link
   * #DROPPED} for a code that is not known.
   */
  public static DeliveryReason ofDrop(String code) {
    return switch (code) {
      case "143103", "143104", "143203", "143204" -> PER_MINUTE_LIMIT;
      case "143105", "143205" -> DAILY_LIMIT_DROP;
      case "143106", "143206" -> DUPLICATE;
      case "1430000" -> NO_RECEIVER;
      case "1430002" -> BANNED_CONTENT;
      case "1430003" -> PLATFORM_PROTECTION;
      case "1430004" -> EXECUTIVE_PROTECTION;
      default -> DROPPED;
    };
  }
}
