package io.dinggate.cloud.message;

import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.ButtonsCardContent;
import io.dinggate.model.message.ButtonsCardContent.Orientation;
import io.dinggate.model.message.FileContent;
import io.dinggate.model.message.ImageContent;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.OaContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.message.VoiceContent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a content as the {@code msg} object of DingTalk's work notifications. */
final class WorkNotice {

  private WorkNotice() {}

  /** The object, ready to become JSON. A template has none: it travels by its id. */
  static Map<String, Object> of(MessageContent content) {
    return switch (content) {
      case TextContent text -> message("text", Map.of("content", text.content()));
      case ImageContent image -> message("image", Map.of("media_id", image.mediaId()));
      case VoiceContent voice ->
          message(
              "voice",
              Map.of("media_id", voice.mediaId(), "duration", Integer.toString(voice.seconds())));
      case FileContent file -> message("file", Map.of("media_id", file.mediaId()));
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
      case ButtonsCardContent card -> message("action_card", buttonsCard(card));
      case OaContent oa -> message("oa", oa(oa));
      case TemplateContent _ ->
          throw new IllegalArgumentException("a template is not a work notice of an internal app");
    };
  }

  private static Map<String, Object> actionCard(ActionCardContent card) {
    var members = new LinkedHashMap<String, Object>();
    put(members, "title", card.title());
    members.put("markdown", card.markdown());
    members.put("single_title", card.singleTitle());
    members.put("single_url", card.singleUrl());
    return members;
  }

  private static Map<String, Object> buttonsCard(ButtonsCardContent card) {
    var members = new LinkedHashMap<String, Object>();
    put(members, "title", card.title());
    members.put("markdown", card.markdown());
    members.put("btn_orientation", card.orientation() == Orientation.VERTICAL ? "0" : "1");
    members.put(
        "btn_json_list",
        card.buttons().stream()
            .map(button -> Map.of("title", button.title(), "action_url", button.url()))
            .toList());
    return members;
  }

  private static Map<String, Object> oa(OaContent oa) {
    var members = new LinkedHashMap<String, Object>();
    members.put("message_url", oa.messageUrl());
    put(members, "pc_message_url", oa.pcMessageUrl());
    members.put("head", Map.of("bgcolor", oa.headColor(), "text", oa.headText()));
    var status = oa.status();
    if (status != null) {
      members.put(
          "status_bar", Map.of("status_value", status.text(), "status_bg", "0x" + status.color()));
    }
    members.put("body", body(oa.body()));
    return members;
  }

  private static Map<String, Object> body(OaContent.Body body) {
    var members = new LinkedHashMap<String, Object>();
    put(members, "title", body.title());
    if (!body.form().isEmpty()) {
      members.put(
          "form",
          body.form().stream()
              .map(line -> Map.of("key", line.name(), "value", line.value()))
              .toList());
    }
    var amount = body.amount();
    if (amount != null) {
      var unit = body.unit();
      members.put("rich", Map.of("num", amount, "unit", unit == null ? "" : unit));
    }
    put(members, "content", body.text());
    put(members, "image", body.mediaId());
    var files = body.fileCount();
    put(members, "file_count", files == null ? null : files.toString());
    put(members, "author", body.author());
    return members;
  }

  private static void put(Map<String, Object> members, String name, @Nullable String text) {
    if (text != null) {
      members.put(name, text);
    }
  }

  private static Map<String, Object> message(String type, Map<String, ?> members) {
    var message = new LinkedHashMap<String, Object>();
    message.put("msgtype", type);
    message.put(type, members);
    return message;
  }
}
