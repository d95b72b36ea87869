package io.dinggate.cloud.dingtalk;

import io.dinggate.cloud.dingtalk.SendResult.Fate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the lists of a task's result, any of which may be missing. */
final class SendResults {

  private SendResults() {}

  /** A person in several lists gets what is said last here: what is known best. */
  static SendResult of(OapiWire.ResultAnswer.Lists lists) {
    var fates = new HashMap<String, Fate>();
    put(fates, lists.invalid(), new Fate.Invalid());
    put(fates, lists.failed(), new Fate.Failed());
    put(fates, lists.forbidden(), new Fate.Forbidden(""));
    for (var reason :
        Objects.requireNonNullElse(lists.reasons(), List.<OapiWire.ResultAnswer.Forbidden>of())) {
      var userId = reason.userId();
      if (userId != null) {
        fates.put(
            userId,
            new Fate.Forbidden(ErrorText.code(Objects.requireNonNullElse(reason.code(), ""))));
      }
    }
    put(fates, lists.unread(), new Fate.Unread());
    put(fates, lists.read(), new Fate.Read());
    return new SendResult(fates);
  }

  private static void put(Map<String, Fate> fates, @Nullable List<String> userIds, Fate fate) {
    for (var userId : Objects.requireNonNullElse(userIds, List.<String>of())) {
      fates.put(userId, fate);
    }
  }
}
