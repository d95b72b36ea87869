package io.dinggate.sandbox.http;

import java.util.Collection;

/**
 * What is answered where no endpoint is. The old host answers 200 to everything; the others show
 * 501, which DingTalk never does.
 */
final class UnknownRequests {
  private UnknownRequests() {}

  static Reply answer(Call call, Collection<Route> routes) {
    if (call.listener() != Listener.OAPI) {
      return Reply.json(
          501,
          Json.object()
              .put("code", "sandbox.unknownRequest")
              .put("message", call.method() + " " + call.path()));
    }
    String path = call.path();
    boolean otherMethod = routes.stream().anyMatch(route -> route.path().equals(path));
    if (otherMethod) {
      return "GET".equals(call.method())
          ? OldError.of(43002, "需要POST请求").toReply(path)
          : OldError.of(43001, "需要GET请求").toReply(path);
    }
    return path.startsWith("/topapi/")
        ? OldError.of(22, "不合法ApiName").toReply(path)
        : OldError.of(404, "请求的URI地址不存在").toReply(path);
  }
}
