package io.dinggate.sandbox.fault;

import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.NewError;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.Refusal;
import java.util.function.Supplier;

/** The ways in which DingTalk says that a token is not valid (any more). */
public enum TokenSignal {
  BARE_40014(() -> OldError.of(40014, "不合法的access_token")),
  BARE_42001(() -> OldError.of(42001, "access_token超时")),
  BARE_40001(() -> OldError.of(40001, "获取access_token时Secret错误，或者access_token无效")),
  WRAPPED_40014(() -> OldError.wrapped(40014, "不合法的access_token")),
  WRAPPED_42001(() -> OldError.wrapped(42001, "access_token超时")),
  WRAPPED_40001(() -> OldError.wrapped(40001, "获取access_token时Secret错误，或者access_token无效")),
  INVALID_AUTHENTICATION(() -> NewError.badRequest("InvalidAuthentication", "不合法的access_token")),
  INVALID_ACCESS_TOKEN(() -> NewError.badRequest("invalidAccessToken", "不合法的access_token")),
  ACCESSTOKEN_EXPIRED(() -> NewError.badRequest("accesstoken.expired", "access_token已过期")),
  TOKEN_NOT_EXISTED(() -> NewError.badRequest("token.notExisted", "token不存在")),
  UNAUTHORIZED(() -> NewError.of(401, "Unauthorized", "access_token无效"));

  @SuppressWarnings("ImmutableEnumChecker") // the suppliers hold nothing
  private final Supplier<Refusal> refusal;

  TokenSignal(Supplier<Refusal> refusal) {
    this.refusal = refusal;
  }

  /** The host that says it this way. */
  Listener listener() {
    return refusal() instanceof OldError ? Listener.OAPI : Listener.API;
  }

  Refusal refusal() {
    return refusal.get();
  }
}
