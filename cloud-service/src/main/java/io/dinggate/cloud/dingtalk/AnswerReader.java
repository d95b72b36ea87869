package io.dinggate.cloud.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads JSON from DingTalk: lenient about types and members it does not know, and prepared for the
 * page that DingTalk's protection shows instead of an answer.
 */
abstract class AnswerReader {

  /** Ours: DingTalk's own code when an answer cannot be read. */
  static final String UNREADABLE = "unreadable";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final int BAN_STATUS = 1111;
  private static final Duration BAN = Duration.ofMinutes(5);

  /** What an HTML page can stand for when it is not some gateway's error. */
  private static final Set<Integer> STATUS_OF_BAN_PAGE = Set.of(200, 403, 405, 429);

  /** The answer as {@code type}; throws {@link Failed} when it says that the call failed. */
  final <T> T read(Answer answer, Class<T> type) throws Failed {
    var tree = tree(answer);
    requireSuccess(answer.status(), tree);
    try {
      return JSON.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new Failed(new DingTalkFailure.Unavailable(UNREADABLE), requestId(tree));
    }
  }

  /** Throws {@link Failed} when the answer, which is an object, says that the call failed. */
  abstract void requireSuccess(int status, JsonNode answer) throws Failed;

  private static JsonNode tree(Answer answer) throws Failed {
    var body = answer.body();
    try {
      var tree = body == null ? null : JSON.readTree(body);
      if (tree != null && tree.isObject()) {
        if (tree.path("status").asInt() == BAN_STATUS) {
          throw new Failed(new DingTalkFailure.Banned(BAN), "");
        }
        return tree;
      }
    } catch (JsonProcessingException e) {
      return unreadable(answer.status(), body == null ? "" : body);
    }
    return unreadable(answer.status(), "");
  }

  private static JsonNode unreadable(int status, String body) throws Failed {
    if (body.stripLeading().startsWith("<") && STATUS_OF_BAN_PAGE.contains(status)) {
      throw new Failed(new DingTalkFailure.Banned(BAN), "");
    }
    if (status >= 400) {
      return JsonNodeFactory.instance.objectNode().put("code", "http-" + status);
    }
    throw new Failed(new DingTalkFailure.Unavailable(UNREADABLE), "");
  }

  /** A member whatever the case of its name; empty text when it is missing. */
  static String text(JsonNode node, String name) {
    return member(node, name).map(JsonNode::asText).orElse("");
  }

  /** A member whatever the case of its name. */
  static Optional<JsonNode> member(JsonNode node, String name) {
    return node.properties().stream()
        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name))
        .map(java.util.Map.Entry::getValue)
        .filter(value -> !value.isNull())
        .findFirst();
  }

  /** DingTalk's number of the call, for its support. */
  static String requestId(JsonNode answer) {
    var id =
        text(answer, "request_id").isEmpty()
            ? text(answer, "requestid")
            : text(answer, "request_id");
    return id.isEmpty() ? "" : ErrorText.code(id);
  }

  /** The call failed. */
  static final class Failed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DingTalkFailure failure;
    private final String requestId;

    Failed(DingTalkFailure failure, String requestId) {
      super(failure.toString());
      this.failure = failure;
      this.requestId = requestId;
    }

    DingTalkFailure failure() {
      return failure;
    }

    DingTalkException in(String call) {
      return new DingTalkException(call, failure, requestId);
    }
  }
}
