package io.dinggate.sandbox.message;

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
import java.time.Duration;
import java.util.List;

/**
 * What became of a task, for 24 hours, and taking it back. Every receiver has it at once; who reads
 * it, tests decide.
 */
public final class TaskEndpoints {
  private static final Duration RESULTS_KEPT = Duration.ofHours(24);
  private static final int MAX_RESULT = 100;

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
    task(call, "task_id");
    ObjectNode answer = Reply.ok();
    answer.putObject("progress").put("progress_in_percent", 100).put("status", 2);
    return Reply.json(200, answer.put("request_id", Reply.requestId()));
  }

  private Reply result(Call call) {
    SentMessage task = task(call, "task_id");
    if (task.receivers().size() > MAX_RESULT) {
      throw expired();
    }
    ObjectNode answer = Reply.ok();
    ObjectNode lists = answer.putObject("send_result");
    lists.set("invalid_user_id_list", Json.tree(task.invalidUserIds()));
    lists.putArray("forbidden_user_id_list");
    lists.putArray("failed_user_id_list");
    lists.set(
        "read_user_id_list",
        Json.tree(task.receivers().stream().filter(task.readBy()::contains).toList()));
    lists.set(
        "unread_user_id_list",
        Json.tree(
            task.receivers().stream().filter(user -> !task.readBy().contains(user)).toList()));
    lists.putArray("invalid_dept_id_list");
    lists.putArray("forbidden_list");
    return Reply.json(200, answer.put("request_id", Reply.requestId()));
  }

  private Reply recall(Call call) {
    book.recall(task(call, "msg_task_id").taskId());
    return Reply.json(200, Reply.ok().put("request_id", Reply.requestId()));
  }

  private SentMessage task(Call call, String idField) {
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
    if (!task.sentAt().plus(RESULTS_KEPT).isAfter(state.clock().instant())) {
      throw expired();
    }
    return task;
  }

  private static OldError expired() {
    return OldError.of(41052, "任务不存在或已过期");
  }
}
