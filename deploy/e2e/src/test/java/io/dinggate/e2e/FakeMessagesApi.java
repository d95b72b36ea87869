package io.dinggate.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The site's messages API as the pages of one browser page see it, for what a real one shows rarely
 * or late. Events come when the test says so. Used on the thread of the test only.
 */
final class FakeMessagesApi {

  private static final Pattern API = Pattern.compile(".*/api/v1/(messages|media).*");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Stands for the browser's own; {@code sources} are all that were ever opened. */
  private static final String EVENT_SOURCE =
      """
      window.sources = [];
      window.EventSource = class extends EventTarget {
        constructor(url) { super(); this.url = url; this.open = true; sources.push(this); }
        close() { this.open = false; }
      };
      """;

  private final Page page;
  private final Map<String, ObjectNode> messages = new LinkedHashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final Deque<Consumer<Route>> nextAnswers = new ArrayDeque<>();

  /** A request that changes something or asks for a preview. */
  record Request(String method, String path, JsonNode body) {}

  FakeMessagesApi(Page page) {
    this.page = page;
    page.addInitScript(EVENT_SOURCE);
    page.route(API, this::answer);
  }

  /** The content {@code text} to one recipient, who is in that state. */
  ObjectNode message(String id, String state) {
    return message(id, state, "{\"type\":\"text\",\"content\":\"text of " + id + "\"}", 1);
  }

  /** A message to {@code people}, all in that state. */
  ObjectNode message(String id, String state, String content, int people) {
    var now = Instant.now().toString();
    var message = JSON.createObjectNode().put("id", id).put("state", state).put("closed", false);
    message.put("acceptedAt", now).put("changedAt", now).put("total", people);
    message.set("content", json(content));
    message.putArray("history").addObject().put("at", now).put("what", "accepted");
    message.putObject("can").put("cancel", false).put("recall", false).put("requeue", false);
    var recipients = message.putArray("recipients");
    for (var position = 0; position < people; position++) {
      recipients
          .addObject()
          .put("position", position)
          .put("corp", Somebody.EAST_CORP)
          .put("userId", "user-" + position)
          .put("state", state);
    }
    messages.put(id, message);
    return message;
  }

  ObjectNode get(String id) {
    return messages.get(id);
  }

  /** The recipient at that position. */
  static ObjectNode recipient(ObjectNode message, int position) {
    return (ObjectNode) message.path("recipients").path(position);
  }

  /** Everybody of the message is in that state now. */
  void become(String id, String state, boolean closed) {
    var message = messages.get(id);
    var now = Instant.now().toString();
    message.put("state", state).put("closed", closed).put("changedAt", now);
    message.path("recipients").forEach(one -> ((ObjectNode) one).put("state", state));
    message
        .withArray("history")
        .addObject()
        .put("at", now)
        .put("what", "changed")
        .put("state", state)
        .put("count", message.path("total").asInt());
  }

  /** An event of every open connection of that message, with its present state. */
  void tell(String id) {
    var message = messages.get(id);
    var event = counted(message).deepCopy();
    event.retain("id", "state", "closed", "changedAt", "total", "counts");
    page.evaluate(
        """
        ([id, data]) => sources.filter((one) => one.open && one.url.includes(`/${id}/`))
          .forEach((one) => one.dispatchEvent(new MessageEvent("changed", {data})))\
        """,
        List.of(id, event.toString()));
  }

  /** All connections break. */
  void breakEvents() {
    page.evaluate(
        "() => sources.filter((one) => one.open).forEach((one) => one.dispatchEvent(new"
            + " Event(\"error\")))");
  }

  int openConnections() {
    return (int) page.evaluate("() => sources.filter((one) => one.open).length");
  }

  /** The next request that changes something or asks for a preview is answered so. */
  void next(Consumer<Route> answer) {
    nextAnswers.add(answer);
  }

  /** The next such request is refused. */
  void refuseNext(int status, String code, String violations) {
    next(route -> problem(route, status, code, violations));
  }

  /** What was asked for, but for readings. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void answer(Route route) {
    var request = route.request();
    var path = URI.create(request.url()).getPath().substring("/api/v1/".length());
    if (!request.method().equals("GET")) {
      var body = request.postData();
      var isJson = body != null && body.startsWith("{");
      requests.add(
          new Request(request.method(), path, isJson ? json(body) : JSON.createObjectNode()));
      var special = nextAnswers.poll();
      if (special != null) {
        special.accept(route);
        return;
      }
    }
    var parts = path.split("/", -1);
    if (path.equals("media")) {
      fulfill(route, 200, "{\"mediaId\":\"@lADPabc\",\"kind\":\"image\"}");
    } else if (parts.length == 1) {
      list(route);
    } else if (parts[1].equals("preview")) {
      fulfill(route, 200, "{\"tasks\":[],\"recipients\":[]}");
    } else {
      one(route, parts[1], parts.length > 2 ? parts[2] : "");
    }
  }

  private void list(Route route) {
    var state = query(route, "state");
    var answer = JSON.createObjectNode();
    var items = answer.putArray("items");
    List<ObjectNode> newest = new ArrayList<>(messages.values()).reversed();
    for (var message : newest) {
      if (state.isEmpty() || state.equals(message.path("state").asText())) {
        var item = counted(message).deepCopy();
        item.remove(List.of("recipients", "history", "can", "changedAt"));
        if (!query(route, "caller").isEmpty()) {
          item.put("caller", "client/books");
        }
        items.add(item);
      }
    }
    fulfill(route, 200, answer.toString());
  }

  private void one(Route route, String id, String part) {
    if (route.request().method().equals("PUT")) {
      message(id, "queued");
    }
    var message = messages.get(id);
    if (message == null) {
      problem(route, 404, "not-found", "[]");
    } else if (part.equals("recipients")) {
      recipients(route, message);
    } else {
      if (!part.isEmpty()) {
        message.put("changedAt", Instant.now().toString());
      }
      fulfill(route, part.isEmpty() ? 200 : 202, counted(message).toString());
    }
  }

  private static void recipients(Route route, ObjectNode message) {
    var answer = JSON.createObjectNode();
    var items = answer.putArray("items");
    for (var one : message.path("recipients")) {
      if (query(route, "state").isEmpty()
          || query(route, "state").equals(one.path("state").asText())) {
        items.add(one);
      }
    }
    fulfill(route, 200, answer.toString());
  }

  /** The message with the counts of its recipients' states. */
  private static ObjectNode counted(ObjectNode message) {
    var counts = JSON.createObjectNode();
    for (var one : message.path("recipients")) {
      var state = one.path("state").asText();
      counts.put(state, counts.path(state).asInt() + 1);
    }
    message.set("counts", counts);
    return message;
  }

  /** The value of a parameter; empty when it is absent. */
  private static String query(Route route, String name) {
    var query = URI.create(route.request().url()).getRawQuery();
    var found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query == null ? "" : query);
    return found.find() ? found.group(1) : "";
  }

  static void problem(Route route, int status, String code, String violations) {
    fulfill(
        route,
        status,
        """
        {"type":"urn:dinggate:problem:%s","title":"Raw English","status":%d,"code":"%s",
         "remedy":"Raw English remedy","violations":%s}\
        """
            .formatted(code, status, code, violations));
  }

  static void fulfill(Route route, int status, String json) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setContentType(status < 400 ? "application/json" : "application/problem+json")
            .setBody(json));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }
}
