package io.dinggate.sandbox.fault;

import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Endpoint;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.NewError;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.Refusal;
import io.dinggate.sandbox.http.Reply;
import java.util.UUID;
import java.util.function.Function;

/**
 * The answers of the gateway in front of DingTalk's APIs, each in the manner of the host that was
 * called.
 */
public final class FaultAnswers {
  static final Endpoint THROTTLED =
      refusing(
          call -> OldError.byGateway(90018, "您的服务器调用钉钉开放平台当前接口的所有请求都被暂时禁用了"),
          call ->
              NewError.of(
                  403,
                  "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
                  "您的企业应用调用钉钉开放平台当前接口的所有请求都被暂时禁用了"));

  static final Endpoint IP_NOT_LISTED =
      refusing(
          call -> OldError.byGateway(60020, "访问ip不在白名单之中,request ip=" + call.clientAddress()),
          call ->
              NewError.of(
                  403,
                  "Forbidden.AccessDenied.IpNotInWhiteList",
                  "访问ip不在白名单之中,request ip=" + call.clientAddress()));

  public static final Endpoint BAN_PAGE =
      call ->
          Reply.html(
              200, "<!doctype html><html><body><h1>访问被拒绝</h1><p>您的访问过于频繁。</p></body></html>");

  public static final Endpoint STATUS_1111 =
      call ->
          Reply.json(
              200,
              Json.object()
                  .put("status", 1111)
                  .put("wait", 5)
                  .put("source", "x5")
                  .put("punish", "deny")
                  .put("uuid", UUID.randomUUID().toString()));

  private FaultAnswers() {}

  static Endpoint missingPermission(String permission) {
    return refusing(
        call ->
            OldError.byGateway(
                60011,
                "应用尚未开通所需的权限：[" + permission + "]，点击链接申请{requiredScopes=[" + permission + "]}"),
        call -> NewError.missingPermission(permission));
  }

  static Endpoint errcode(int errcode, String errmsg) {
    return call -> {
      throw OldError.of(errcode, errmsg);
    };
  }

  static Endpoint wrappedErrcode(int errcode, String errmsg) {
    return call -> {
      throw OldError.wrapped(errcode, errmsg);
    };
  }

  static Endpoint error(int status, String code, String message) {
    return call -> {
      throw NewError.of(status, code, message);
    };
  }

  private static Endpoint refusing(Function<Call, Refusal> old, Function<Call, Refusal> now) {
    return call -> {
      throw call.listener() == Listener.OAPI ? old.apply(call) : now.apply(call);
    };
  }
}
