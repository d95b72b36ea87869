package io.dinggate.sandbox.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.OldHostAccess;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.state.State;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What became of a task, for 24 hours, and taking it back. Who reads it, tests and the people of
 * the inbox page decide. Facts: open.dingtalk.com, 获取工作通知消息的发送结果.
 */
public final class TaskEndpoints {
  private static final int NOT_STARTED = 0;
  private static final int RUNNING = 1;
  private static final int DONE = 2;

  private final State state;
  private final MessageBook book;
  private final OldHostAccess access;

  public TaskEndpoints(State state, MessageBook book) {
    this.state = state;
    this.book = book;
    this.access = new OldHostAccess(state);
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            Listener.OAPI,
            "POST",
            "/topapi/message/corpconversation/getsendprogress",
            this::progress),
        new Route(
            Listener.OAPI, "POST", "/topapi/message/corpconversation/getsendresult", this::result),
        new Route(Listener.OAPI, "POST", "/topapi/message/corpconversation/recall", this::recall));
  }

  private Reply progress(Call call) {
    SentMessage task = task(call, "task_id", state.limits().tasks().resultSeconds());
    int percent = task.progressInPercent(state.clock().instant());
    ObjectNode answer = Reply.ok();
    answer
        .putObject("progress")
        .put("progress_in_percent", percent)
        .put("status", percent == 0 ? NOT_STARTED : percent < 100 ? RUNNING : DONE);
    return Reply.json(200, answer.put("request_id", Reply.requestId()));
  }

  private Reply result(Call call) {
    SentMessage task = task(call, "task_id", state.limits().tasks().resultSeconds());
    if (task.deliveries().size() > state.limits().tasks().peopleWithResult()) {
      throw expired();
    }
    List<Delivery> arrived = task.arrived(state.clock().instant());
    ObjectNode answer = Reply.ok();
    ObjectNode lists = answer.putObject("send_result");
    lists.set("invalid_user_id_list", Json.tree(task.invalidUserIds()));
    lists.set("forbidden_user_id_list", userIds(task.deliveries(), Delivery::isForbidden));
    lists.set("failed_user_id_list", userIds(task.deliveries(), Delivery::hasFailed));
    lists.set("read_user_id_list", userIds(arrived, Delivery::isRead));
    lists.set("unread_user_id_list", userIds(arrived, delivery -> !delivery.isRead()));
    lists.putArray("invalid_dept_id_list");
    ArrayNode reasons = lists.putArray("forbidden_list");
    task.deliveries().stream()
        .filter(Delivery::isForbidden)
        .forEach(delivery -> reasons.add(reason(delivery)));
    return Reply.json(200, answer.put("request_id", Reply.requestId()));
  }

  private static JsonNode userIds(List<Delivery> deliveries, Predicate<Delivery> which) {
    return Json.tree(deliveries.stream().filter(which).map(Delivery::userId).toList());
  }

  /** The code is a text, as in the vendor's SDK. */
  private static ObjectNode reason(Delivery delivery) {
    Drop drop = Objects.requireNonNull(delivery.dropped());
    return Json.object()
        .put("code", String.valueOf(drop.code()))
        .put("count", drop.count())
        .put("userid", delivery.userId());
  }

  /** A message that was recalled already is recalled. */
  private Reply recall(Call call) {
    book.recall(task(call, "msg_task_id", state.limits().tasks().recallSeconds()).taskId());
    return Reply.json(200, Reply.ok().put("request_id", Reply.requestId()));
  }

  private SentMessage task(Call call, String idField, long knownSeconds) {
    Caller caller = access.caller(call);
    if (call.field("agent_id")
        .filter(id -> id.equals(String.valueOf(caller.agentId())))
        .isEmpty()) {
      throw OldError.of(40056, "不合法的agentid");
    }
    String id =
        call.field(idField)
            .filter(text -> text.matches("\\d{1,18}"))
            .orElseThrow(() -> OldError.of(40035, "不合法的参数: " + idField));
    SentMessage task =
        book.find(Long.parseLong(id))
            .filter(
                sent ->
                    sent.corpId().equals(caller.corpId())
                        && sent.appId().equals(caller.app().appId()))
            .orElseThrow(TaskEndpoints::expired);
    if (!task.sentAt().plusSeconds(knownSeconds).isAfter(state.clock().instant())) {
      throw expired();
    }
    return task;
  }

  private static OldError expired() {
    return OldError.of(41052, "任务不存在或已过期");
  }
}
