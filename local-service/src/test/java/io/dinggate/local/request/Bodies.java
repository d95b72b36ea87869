package io.dinggate.local.request;

/** Bodies of the tests. */
final class Bodies {

  static final String USER = user("anna");
  static final String MESSAGE = message("anna", "hello");
  static final String DEPARTMENTS =
      "{\"kind\":\"departments\",\"parent\":{\"corp\":\"ding-example\",\"departmentId\":1}}";

  private Bodies() {}

  static String user(String userId) {
    return "{\"kind\":\"user\",\"user\":{\"corp\":\"ding-example\",\"userId\":\"" + userId + "\"}}";
  }

  static String message(String userId, String text) {
    return """
        {"kind":"message","message":{
          "recipients":[{"corp":"ding-example","userId":"%s"}],
          "content":{"type":"text","content":"%s"}}}\
        """
        .formatted(userId, text);
  }

  static String withOrigin(String body, String origin) {
    return body.substring(0, body.length() - 1) + ",\"origin\":\"" + origin + "\"}";
  }
}
