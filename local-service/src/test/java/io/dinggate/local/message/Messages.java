package io.dinggate.local.message;

import io.dinggate.local.testing.People;
import io.dinggate.model.login.LoginUser;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Bodies of the message tests. */
final class Messages {

  static final String TO_ANNA = text("hello", user(People.ANNA));

  private Messages() {}

  /** An id that no other test uses. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  static String text(String text, String... recipients) {
    return body("{\"type\":\"text\",\"content\":\"" + text + "\"}", recipients);
  }

  static String body(String content, String... recipients) {
    return "{\"recipients\":"
        + Arrays.stream(recipients).collect(Collectors.joining(",", "[", "]"))
        + ",\"content\":"
        + content
        + "}";
  }

  static String user(LoginUser user) {
    return "{\"corp\":\"" + user.corp() + "\",\"userId\":\"" + user.userId() + "\"}";
  }

  static String staff(String tenant, String staff) {
    return "{\"tenantId\":\"" + tenant + "\",\"staffId\":\"" + staff + "\"}";
  }
}
