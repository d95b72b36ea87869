package io.dinggate.e2e;

import io.dinggate.e2e.walk.Page;
import java.util.UUID;

/** Bodies and paths of messages, and how to read what became of them. */
public final class Messages {

  private Messages() {}

  /** A path with a message id that was never used. */
  public static String newPath() {
    return "/api/v1/messages/e2e-" + UUID.randomUUID();
  }

  /** A text to one user; internal apps send it. */
  public static String text(String corp, String userId, String text) {
    return "{\"recipients\":[{\"corp\":\"%s\",\"userId\":\"%s\"}],%s}"
        .formatted(corp, userId, "\"content\":{\"type\":\"text\",\"content\":\"" + text + "\"}");
  }

  /** A template to one user; suites send it. */
  public static String template(String corp, String userId, String text) {
    return """
        {"recipients":[{"corp":"%s","userId":"%s"}],
         "content":{"type":"template","templateId":"tpl-notice-1",
                    "variables":{"title":"notice","content":"%s"}}}
        """
        .formatted(corp, userId, text);
  }

  /** {@code sent}, {@code failed}, {@code unknown} or {@code queued}. */
  public static String state(Page answer) {
    return answer.expect(200).json().path("state").asText();
  }

  /** Why the first recipient is in its state. */
  static String reason(Page answer) {
    return answer.expect(200).json().path("recipients").path(0).path("reason").asText();
  }
}
