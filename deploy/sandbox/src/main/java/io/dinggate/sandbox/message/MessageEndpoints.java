package io.dinggate.sandbox.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.Limits.Sending;
import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.directory.Departments;
import io.dinggate.sandbox.fault.Faults;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.OldHostAccess;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.media.MediaBook;
import io.dinggate.sandbox.state.State;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two APIs that send work notifications. Success means queued, as at DingTalk. Facts:
 * open.dingtalk.com, 工作通知.
 */
public final class MessageEndpoints {
  private final State state;
  private final Faults faults;
  private final MessageBook book;
  private final MediaBook media;
  private final OldHostAccess access;
  private final Departments departments;

  public MessageEndpoints(State state, Faults faults, MessageBook book, MediaBook media) {
    this.state = state;
    this.faults = faults;
    this.book = book;
    this.media = media;
    this.access = new OldHostAccess(state);
    this.departments = new Departments(state.world());
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            Listener.OAPI,
            "POST",
            "/topapi/message/corpconversation/asyncsend_v2",
            this::sendDirect),
        new Route(
            Listener.OAPI,
            "POST",
            "/topapi/message/corpconversation/sendbytemplate",
            this::sendByTemplate));
  }

  private Reply sendDirect(Call call) {
    Caller caller = access.caller(call);
    if (!caller.isInternalApp()) {
      throw OldError.of(41044, "禁止发送消息: 第三方应用请使用模板");
    }
    requireAgent(call, caller);
    JsonNode message = message(call);
    MessageRules.check(message, (id, kind) -> media.require(id, kind, caller.corpId()));
    return accept(call, caller, state.limits().internalApps(), null, message);
  }

  private Reply sendByTemplate(Call call) {
    Caller caller = access.caller(call);
    requireAgent(call, caller);
    String templateId =
        call.field("template_id").orElseThrow(() -> OldError.badParameter("template_id"));
    boolean known =
        caller.app() instanceof Suite suite
            && suite.templates().stream()
                .anyMatch(template -> template.templateId().equals(templateId));
    if (!known) {
      throw OldError.of(885001, "消息模板不存在");
    }
    return accept(call, caller, state.limits().suites(), templateId, templateData(call));
  }

  private Reply accept(
      Call call, Caller caller, Sending limits, @Nullable String templateId, JsonNode body) {
    Recipients to = Recipients.of(call, caller, limits, state.directory(), departments);
    MessageRules.checkStatusBar(body, to);
    SentMessage sent = book.accept(new Order(call.path(), caller, to, templateId, body));
    if (faults.takeDropAfterSend()) {
      return Reply.connectionCut();
    }
    return Reply.json(
        200, Reply.ok().put("task_id", sent.taskId()).put("request_id", Reply.requestId()));
  }

  private static void requireAgent(Call call, Caller caller) {
    Optional<String> agentId = call.field("agent_id");
    if (agentId.filter(id -> id.matches("\\d{1,18}")).isEmpty()) {
      throw OldError.of(40056, "不合法的agentid");
    }
    if (agentId.map(Long::parseLong).filter(id -> id == caller.agentId()).isEmpty()) {
      throw OldError.of(70004, "企业应用实例不存在");
    }
  }

  /** An object in a JSON body, the text of one in a form. */
  private static JsonNode message(Call call) {
    JsonNode value = call.body().path("msg");
    return call.isForm() ? Json.parse(value.asText()).orElse(value) : value;
  }

  /** A text that is a JSON object with nothing but texts inside, also in a JSON body. */
  private static JsonNode templateData(Call call) {
    JsonNode value = call.body().path("data");
    if (value.isMissingNode() || value.isNull()) {
      return Json.object();
    }
    return Optional.of(value)
        .filter(JsonNode::isTextual)
        .flatMap(text -> Json.parse(text.asText()))
        .filter(data -> data.isObject() && data.valueStream().allMatch(JsonNode::isTextual))
        .orElseThrow(() -> OldError.badParameter("data"));
  }
}
