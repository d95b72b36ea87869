package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Bodies and paths of messages, and how to read what became of them. */
public final class Messages {

  /** What a message is in that DingTalk has for certain. */
  public static final Set<String> AT_DINGTALK = Set.of("sent", "accepted", "delivered", "read");

  private static final Duration SOON = Duration.ofMinutes(3);

  private Messages() {}

  /** A path with a message id that was never used. */
  public static String newPath() {
    return "/api/v1/messages/e2e-" + UUID.randomUUID();
  }

  /** A text to one user; internal apps send it. */
  public static String text(String corp, String userId, String text) {
    return text(corp, userId, text, "{}");
  }

  /** The same with options, as JSON. */
  static String text(String corp, String userId, String text, String options) {
    return """
        {"recipients":[{"corp":"%s","userId":"%s"}],
         "content":{"type":"text","content":"%s"},"options":%s}
        """
        .formatted(corp, userId, text, options);
  }

  /** A template to one user; suites send it. */
  public static String template(String corp, String userId, String text) {
    return template(corp, userId, text, "{}");
  }

  /** The same with options, as JSON. */
  static String template(String corp, String userId, String text, String options) {
    return """
        {"recipients":[{"corp":"%s","userId":"%s"}],
         "content":{"type":"template","templateId":"tpl-notice-1",
                    "variables":{"title":"notice","content":"%s"}},"options":%s}
        """
        .formatted(corp, userId, text, options);
  }

  /** The message's state, from an answer of 200 or, when it has just been stored, 202. */
  public static String state(Page answer) {
    return message(answer).path("state").asText();
  }

  /** The message, from an answer of 200 or 202. */
  static JsonNode message(Page answer) {
    return (answer.status() == 202 ? answer : answer.expect(200)).json();
  }

  /** Why the first recipient is in its state. */
  static String reason(Page answer) {
    return message(answer).path("recipients").path(0).path("reason").asText();
  }

  /** Asks until the message is in one of the states; the last answer. */
  public static Page await(Supplier<Page> ask, Set<String> states) {
    return until(ask, answer -> assertThat(states).as("%s", answer.body()).contains(state(answer)));
  }

  /** The same for a program that has asked for the message by its path. */
  static Page await(ApiClient program, String path, String... states) {
    return await(() -> program.get(path), Set.of(states));
  }

  /** Asks until DingTalk has the message for certain; the last answer. */
  public static Page awaitAtDingTalk(Supplier<Page> ask) {
    return await(ask, AT_DINGTALK);
  }

  /**
   * Asks until DingTalk has the message for certain, or nobody can know any more because whoever
   * sent it was killed meanwhile; the last answer.
   */
  static Page awaitAtDingTalkOrCutShort(Supplier<Page> ask) {
    return until(
        ask,
        answer ->
            assertThat(isAtDingTalk(answer) || "unknown".equals(state(answer)))
                .as("%s", answer.body())
                .isTrue());
  }

  /** Whether DingTalk has the message for certain. */
  static boolean isAtDingTalk(Page answer) {
    return AT_DINGTALK.contains(state(answer));
  }

  /** Asks, patiently when nobody answers, until the answer satisfies; the last answer. */
  static Page until(Supplier<Page> ask, Consumer<Page> satisfied) {
    var last = new Page[1];
    Awaitility.await()
        .atMost(SOON)
        .ignoreException(WalkException.class)
        .untilAsserted(
            () -> {
              last[0] = ask.get();
              satisfied.accept(last[0]);
            });
    return last[0];
  }
}
