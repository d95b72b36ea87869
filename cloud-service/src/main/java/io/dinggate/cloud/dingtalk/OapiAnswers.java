package io.dinggate.cloud.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;

/** Tells success from failure in the bodies of the older API. */
final class OapiAnswers extends AnswerReader {

  /** The gateway's wrapper around the real code. */
  private static final String WRAPPER = "88";

  private static final int BAD_STATUS = 400;

  private final Clock clock;

  OapiAnswers(Clock clock) {
    this.clock = clock;
  }

  @Override
  void requireSuccess(int status, JsonNode answer) throws Failed {
    if (status >= BAD_STATUS) {
      // Not from the API itself, which answers 200 always.
      throw new Failed(new DingTalkFailure.Unavailable("http-" + status), requestId(answer));
    }
    var words = text(answer, "errmsg") + " " + text(answer, "sub_msg");
    var code = code(text(answer, "errcode"), text(answer, "sub_code"), words);
    if (!code.isEmpty()) {
      throw new Failed(OapiErrors.failure(ErrorText.code(code), words, clock), requestId(answer));
    }
  }

  /** Success is errcode 0 or none, and no sub_code. */
  private static String code(String errcode, String subCode, String words) {
    if (!subCode.isEmpty()) {
      return subCode;
    }
    if (errcode.equals(WRAPPER)) {
      var wrapped = ErrorText.subCode(words);
      return wrapped == null ? WRAPPER : wrapped;
    }
    return errcode.equals("0") ? "" : errcode;
  }
}
