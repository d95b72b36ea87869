package io.dinggate.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An error of the new API: HTTP status, {@code code} and {@code message}. */
public final class NewError extends Refusal {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<String> requiredScopes;

  private NewError(int status, String code, String message, List<String> requiredScopes) {
    super(message);
    this.status = status;
    this.code = code;
    this.requiredScopes = requiredScopes;
  }

  public static NewError of(int status, String code, String message) {
    return new NewError(status, code, message, List.of());
  }

  public static NewError badRequest(String code, String message) {
    return of(400, code, message);
  }

  public static NewError missingPermission(String scope) {
    return new NewError(
        403,
        "Forbidden.AccessDenied.AccessTokenPermissionDenied",
        "应用尚未开通所需的权限：[" + scope + "]",
        List.of(scope));
  }

  @Override
  public Reply toReply(String path) {
    ObjectNode body = Json.object();
    body.put("code", code).put("requestid", Reply.requestId()).put("message", getMessage());
    if (!requiredScopes.isEmpty()) {
      body.putObject("accessdenieddetail").set("requiredScopes", Json.tree(requiredScopes));
    }
    return Reply.json(status, body);
  }
}
