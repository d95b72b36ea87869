package io.dinggate.sandbox.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.media.MediaKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What DingTalk demands of the {@code msg} object of a work notification. Facts: open.dingtalk.com,
 * 消息通知类型.
 */
final class MessageRules {
  private static final int MAX_BYTES = 2_048;
  private static final int MAX_TITLE = 64;
  private static final Pattern ARGB = Pattern.compile("[0-9A-Fa-f]{8}");

  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "text", List.of("content"),
          "image", List.of("media_id"),
          "voice", List.of("media_id", "duration"),
          "file", List.of("media_id"),
          "link", List.of("messageUrl", "picUrl", "title", "text"),
          "markdown", List.of("title", "text"),
          "action_card", List.of("markdown"),
          "oa", List.of("message_url"));

  private MessageRules() {}

  /** Throws what DingTalk would answer; returns when the message is acceptable. */
  static void check(JsonNode message, Attachments attachments) {
    if (!message.isObject()) {
      throw structure("msg");
    }
    if (Json.write(message).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw tooLong("msg");
    }
    String type = message.path("msgtype").asText();
    List<String> required =
        Optional.ofNullable(REQUIRED.get(type)).orElseThrow(() -> OldError.of(40008, "不合法的消息类型"));
    JsonNode content = message.path(type);
    required.forEach(member -> text(content, member));
    switch (type) {
      case "action_card" -> checkCard(content);
      case "markdown" -> limit(text(content, "title"), MAX_TITLE, "title");
      case "oa" -> checkOa(content, attachments);
      case "image" -> attachments.require(text(content, "media_id"), MediaKind.IMAGE);
      case "voice" -> checkVoice(content, attachments);
      case "file" -> attachments.require(text(content, "media_id"), MediaKind.FILE);
      default -> {
        // the required members are all there is
      }
    }
  }

  /** A status that can be changed later is for at most five named users. */
  static void checkStatusBar(JsonNode message, Recipients to) {
    boolean named = to.deptIds().isEmpty() && !to.toAll() && to.userIds().size() <= 5;
    if (message.path("oa").has("status_bar") && !named) {
      throw OldError.of(40035, "不合法的参数: status_bar");
    }
  }

  private static void checkCard(JsonNode card) {
    limit(optionalText(card, "title"), MAX_TITLE, "title");
    boolean single = card.has("single_title") || card.has("single_url");
    boolean multi = card.has("btn_orientation") || card.has("btn_json_list");
    if (single == multi) {
      throw structure("action_card");
    }
    if (single) {
      limit(text(card, "single_title"), 20, "single_title");
      limit(text(card, "single_url"), 500, "single_url");
      return;
    }
    if (!List.of("0", "1").contains(text(card, "btn_orientation"))) {
      throw structure("btn_orientation");
    }
    JsonNode buttons = card.path("btn_json_list");
    if (!buttons.isArray() || buttons.isEmpty()) {
      throw structure("btn_json_list");
    }
    limit(Json.write(buttons), 1_000, "btn_json_list");
    for (JsonNode button : buttons) {
      limit(text(button, "title"), 20, "title");
      limit(text(button, "action_url"), 700, "action_url");
    }
  }

  private static void checkOa(JsonNode oa, Attachments attachments) {
    JsonNode head = oa.path("head");
    text(head, "text");
    if (!ARGB.matcher(text(head, "bgcolor")).matches() || !oa.path("body").isObject()) {
      throw structure("oa");
    }
    optionalText(oa, "pc_message_url");
    if (oa.has("status_bar")) {
      text(oa.path("status_bar"), "status_value");
    }
    checkOaBody(oa.path("body"), attachments);
  }

  private static void checkOaBody(JsonNode body, Attachments attachments) {
    List.of("title", "content", "author", "file_count")
        .forEach(member -> optionalText(body, member));
    if (body.has("form")) {
      if (!body.path("form").isArray()) {
        throw structure("form");
      }
      for (JsonNode row : body.path("form")) {
        text(row, "key");
        text(row, "value");
      }
    }
    if (body.has("rich")) {
      text(body.path("rich"), "num");
      optionalText(body.path("rich"), "unit");
    }
    if (body.has("image")) {
      attachments.require(text(body, "image"), MediaKind.IMAGE);
    }
  }

  private static void checkVoice(JsonNode voice, Attachments attachments) {
    if (!text(voice, "duration").matches("[1-9]|[1-5]\\d")) {
      throw structure("duration");
    }
    attachments.require(text(voice, "media_id"), MediaKind.VOICE);
  }

  private static String text(JsonNode in, String member) {
    JsonNode value = in.path(member);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw structure(member);
    }
    return value.asText();
  }

  private static String optionalText(JsonNode in, String member) {
    JsonNode value = in.path(member);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw structure(member);
    }
    return value.asText();
  }

  private static void limit(String value, int max, String member) {
    if (value.length() > max) {
      throw tooLong(member);
    }
  }

  private static OldError structure(String what) {
    return OldError.of(34014, "消息体结构不合法: " + what);
  }

  private static OldError tooLong(String what) {
    return OldError.of(34016, "消息内容过长: " + what);
  }

  /** Knows what was uploaded. */
  @FunctionalInterface
  interface Attachments {
    /** Refuses an id that is not of such a medium. */
    void require(String mediaId, MediaKind kind);
  }
}
