package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.INTERNAL_AGENT;
import static io.dinggate.sandbox.DemoWorld.NORTH;

import com.fasterxml.jackson.databind.JsonNode;

/** Messages of the internal app in corp east and of the suite in corp north. */
final class Sends {
  static final String DIRECT = "/topapi/message/corpconversation/asyncsend_v2";
  static final String TEMPLATE = "/topapi/message/corpconversation/sendbytemplate";
  static final String TEXT = text("你好");

  private final Sandbox sandbox;
  private final Calls calls;

  Sends(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.calls = new Calls(sandbox);
  }

  static String text(String content) {
    return "{\"msgtype\":\"text\",\"text\":{\"content\":\"%s\"}}".formatted(content);
  }

  static String body(long agentId, String recipients, String message) {
    return "{\"agent_id\":%d,%s,\"msg\":%s}".formatted(agentId, recipients, message);
  }

  /** By the internal app. */
  JsonNode direct(String recipients, String message) {
    return calls.oapi(DIRECT, calls.appToken(), body(INTERNAL_AGENT, recipients, message));
  }

  /** By the internal app, to users; the task id. */
  long directTo(String userIds, String message) {
    return direct("\"userid_list\":\"" + userIds + "\"", message).path("task_id").asLong();
  }

  /** What the internal app uploads; the media id. */
  String upload(String type, String fileName) {
    return Http.json(
            Http.multipart(
                sandbox.oapiUrl(),
                "/media/upload?type=" + type + "&access_token=" + calls.appToken(),
                "media",
                fileName,
                new byte[] {1, 2, 3}))
        .path("media_id")
        .asText();
  }

  /** By the suite in corp north. */
  JsonNode template(String recipients, String data) {
    return calls.oapi(
        TEMPLATE,
        calls.corpToken(NORTH),
        "{\"agent_id\":770002,\"template_id\":\"tpl-notice-1\",%s,\"data\":%s}"
            .formatted(recipients, data));
  }

  /** By the suite in corp north, to users; the task id. */
  long templateTo(String userIds, String title) {
    return template(
            "\"userid_list\":\"" + userIds + "\"", "\"{\\\"title\\\":\\\"" + title + "\\\"}\"")
        .path("task_id")
        .asLong();
  }

  /** What the internal app asks about a task. */
  JsonNode task(String api, String idField, long taskId) {
    return calls.oapi(
        "/topapi/message/corpconversation/" + api,
        calls.appToken(),
        "{\"agent_id\":990001,\"%s\":%d}".formatted(idField, taskId));
  }

  JsonNode progress(long taskId) {
    return task("getsendprogress", "task_id", taskId).path("progress");
  }

  JsonNode result(long taskId) {
    return task("getsendresult", "task_id", taskId).path("send_result");
  }

  JsonNode templateResult(long taskId) {
    return calls
        .oapi(
            "/topapi/message/corpconversation/getsendresult",
            calls.corpToken(NORTH),
            "{\"agent_id\":770002,\"task_id\":%d}".formatted(taskId))
        .path("send_result");
  }

  JsonNode recall(long taskId) {
    return task("recall", "msg_task_id", taskId);
  }
}
