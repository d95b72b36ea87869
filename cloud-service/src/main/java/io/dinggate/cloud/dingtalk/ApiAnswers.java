package io.dinggate.cloud.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;

/** Tells success from failure in the answers of the newer API. */
final class ApiAnswers extends AnswerReader {

  private static final int BAD_STATUS = 300;

  private final Clock clock;

  ApiAnswers(Clock clock) {
    this.clock = clock;
  }

  @Override
  void requireSuccess(int status, JsonNode answer) throws Failed {
    // A path that the older host answers by mistake: 200 with an errcode.
    var errcode = text(answer, "errcode");
    if (status < BAD_STATUS && (errcode.isEmpty() || errcode.equals("0"))) {
      return;
    }
    var code = status < BAD_STATUS ? errcode : text(answer, "code");
    throw new Failed(
        ApiErrors.failure(status, ErrorText.code(code), words(answer), clock), requestId(answer));
  }

  private static String words(JsonNode answer) {
    var scopes =
        member(answer, "accessdenieddetail")
            .flatMap(detail -> member(detail, "requiredscopes"))
            .map(list -> list.path(0).asText())
            .map(scope -> "[" + scope + "] ")
            .orElse("");
    return scopes + text(answer, "message") + " " + text(answer, "description");
  }
}
