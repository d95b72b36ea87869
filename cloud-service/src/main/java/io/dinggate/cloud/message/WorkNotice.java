package io.dinggate.cloud.message;

import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a content as the {@code msg} object of DingTalk's work notifications (S0775). */
final class WorkNotice {

  private WorkNotice() {}

  /** The object, ready to become JSON. A template has none: it travels by its id. */
  static Map<String, Object> of(MessageContent content) {
    return switch (content) {
      case TextContent text -> message("text", Map.of("content", text.content()));
      case MarkdownContent markdown ->
          message("markdown", Map.of("title", markdown.title(), "text", markdown.text()));
      case LinkContent link ->
          message(
              "link",
              Map.of(
                  "messageUrl", link.messageUrl(),
                  "picUrl", link.picUrl(),
                  "title", link.title(),
                  "text", link.text()));
      case ActionCardContent card -> message("action_card", actionCard(card));
      case TemplateContent _ ->
          throw new IllegalArgumentException("a template is not a work notice of an internal app");
    };
  }

  private static Map<String, Object> actionCard(ActionCardContent card) {
    var members = new LinkedHashMap<String, Object>();
    var title = card.title();
    if (title != null) {
      members.put("title", title);
    }
    members.put("markdown", card.markdown());
    members.put("single_title", card.singleTitle());
    members.put("single_url", card.singleUrl());
    return members;
  }

  private static Map<String, Object> message(String type, Map<String, ?> members) {
    var message = new LinkedHashMap<String, Object>();
    message.put("msgtype", type);
    message.put(type, members);
    return message;
  }
}
