package io.dinggate.sandbox.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.message.SentMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as a person sees it. Addresses are shown, not linked.
 *
 * @param title what the list shows
 * @param lines what the message has, top to bottom, as {@code member: value}
 */
record MessageText(String title, List<String> lines) {
  private static final int MAX_TITLE = 40;

  static MessageText of(SentMessage message) {
    String type = message.body().path("msgtype").asText();
    JsonNode content = message.templateId() == null ? message.body().path(type) : message.body();
    List<String> lines = new ArrayList<>();
    collect("", content, lines);
    return new MessageText(title(message, type, content), lines);
  }

  private static String title(SentMessage message, String type, JsonNode content) {
    String kind = message.templateId() == null ? type : message.templateId();
    String text =
        switch (type) {
          case "text" -> content.path("content").asText();
          case "oa" -> content.at("/body/title").asText();
          default -> content.path("title").asText();
        };
    String title = text.isBlank() ? "[" + kind + "]" : text;
    int end = Math.min(title.codePointCount(0, title.length()), MAX_TITLE);
    return title.substring(0, title.offsetByCodePoints(0, end));
  }

  private static void collect(String name, JsonNode value, List<String> lines) {
    if (value.isObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      value
          .properties()
          .forEach(member -> collect(prefix + member.getKey(), member.getValue(), lines));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        collect(name + "[" + i + "]", value.path(i), lines);
      }
    } else {
      lines.add(name + ": " + value.asText());
    }
  }
}
