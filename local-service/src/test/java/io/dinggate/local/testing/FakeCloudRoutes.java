package io.dinggate.local.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserId;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.login.AbandonLogin;
import io.dinggate.model.login.AcknowledgeLogin;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.login.RedeemTicket;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The paths of the contract, by the names of its methods. */
final class FakeCloudRoutes {

  private static final Pattern USER =
      Pattern.compile("/api/v1/directory/corps/([^/]+)/users/([^/]+)");
  private static final Pattern DEPARTMENT =
      Pattern.compile("/api/v1/directory/corps/([^/]+)/departments/([0-9]+)(?:/([a-z]+))?");
  private static final Pattern RANGE = Pattern.compile("/api/v1/directory/corps/([^/]+)/range");
  private static final Pattern MESSAGE = Pattern.compile("/api/v1/messages/([^/]+)(?:/.*)?");

  private FakeCloudRoutes() {}

  static String operation(String method, String path) {
    return switch (method + " " + path) {
      case "POST /oauth2/token" -> "token";
      case "POST /api/v1/logins" -> "start";
      case "POST /api/v1/logins/redeem" -> "redeem";
      case "POST /api/v1/logins/acknowledge" -> "acknowledge";
      case "POST /api/v1/logins/abandon" -> "abandon";
      case "POST /api/v1/logins/in-app" -> "inApp";
      case "GET /api/v1/directory/corps" -> "corps";
      case "GET /api/v1/feed" -> "pollFeed";
      case "POST /api/v1/feed/ack" -> "acknowledgeFeed";
      case "POST /api/v1/media" -> "upload";
      case "POST /api/v1/messages" -> "sendAll";
      case "POST /api/v1/messages/preview" -> "preview";
      case String call when call.startsWith("POST /api/v1/messages/") ->
          path.substring(path.lastIndexOf('/') + 1);
      case String call when call.startsWith("PUT /api/v1/messages/") -> "send";
      case String call when call.startsWith("GET /api/v1/messages/") -> "status";
      case String call when call.startsWith("POST ") && USER.matcher(path).matches() -> "find";
      case String call when call.startsWith("GET ") && USER.matcher(path).matches() -> "user";
      case String call when call.startsWith("GET ") && RANGE.matcher(path).matches() -> "range";
      case String call when call.startsWith("GET ") && DEPARTMENT.matcher(path).matches() ->
          Objects.requireNonNullElse(group(DEPARTMENT, path, 3), "department");
      default -> throw new IllegalStateException("the fake cloud has no " + method + " " + path);
    };
  }

  static Object call(
      FakeCloud cloud, ObjectMapper json, String operation, String path, String query, byte[] body)
      throws IOException {
    return switch (operation) {
      case "start" -> cloud.logins.start(json.readValue(body, StartLogin.class));
      case "redeem" -> cloud.logins.redeem(json.readValue(body, RedeemTicket.class));
      case "acknowledge" -> {
        cloud.logins.acknowledge(json.readValue(body, AcknowledgeLogin.class));
        yield null;
      }
      case "abandon" -> {
        cloud.logins.abandon(json.readValue(body, AbandonLogin.class));
        yield null;
      }
      case "inApp" -> cloud.logins.inApp(json.readValue(body, InAppLogin.class));
      case "corps" ->
          cloud.directory.corps(
              query == null ? null : new CorpId(query.substring("cursor=".length())));
      case "user" ->
          cloud.directory.user(
              new CorpId(group(USER, path, 1)),
              new UserId(group(USER, path, 2)),
              query == null ? null : new AppId(query.substring("app=".length())));
      case "find" ->
          cloud.directory.find(
              new CorpId(group(USER, path, 1)), json.readValue(body, FindUser.class));
      case "range" -> cloud.directory.range(new CorpId(group(RANGE, path, 1)));
      case "department" -> cloud.directory.department(department(path));
      case "children" -> cloud.directory.children(department(path));
      case "users" ->
          cloud.directory.users(
              department(path),
              query == null ? 0 : Integer.parseInt(query.substring("cursor=".length())));
      case "send" ->
          cloud.messages.send(
              new MessageId(group(MESSAGE, path, 1)), json.readValue(body, SendMessage.class));
      case "pollFeed" -> cloud.feed.poll(parameters(query));
      case "acknowledgeFeed" -> {
        cloud.feed.acknowledge(json.readValue(body, FeedCursor.class));
        yield null;
      }
      case "sendAll" -> cloud.messages.sendAll(json.readValue(body, SendBatch.class));
      case "preview" -> cloud.messages.preview(json.readValue(body, SendMessage.class));
      case "cancel" -> cloud.messages.cancel(new MessageId(group(MESSAGE, path, 1)));
      case "recall" -> cloud.messages.recall(new MessageId(group(MESSAGE, path, 1)));
      case "requeue" -> cloud.messages.requeue(new MessageId(group(MESSAGE, path, 1)));
      case "status" -> cloud.messages.status(new MessageId(group(MESSAGE, path, 1)));
      default -> throw new IllegalStateException("no such operation: " + operation);
    };
  }

  private static DepartmentRef department(String path) {
    return new DepartmentRef(
        new CorpId(group(DEPARTMENT, path, 1)), Long.parseLong(group(DEPARTMENT, path, 2)));
  }

  private static Map<String, String> parameters(String query) {
    return Stream.of(query.split("&"))
        .map(parameter -> parameter.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  private static String group(Pattern pattern, String path, int group) {
    var matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a path of this operation: " + path);
    }
    return matcher.group(group);
  }
}
