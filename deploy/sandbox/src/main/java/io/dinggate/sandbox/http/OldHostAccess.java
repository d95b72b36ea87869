package io.dinggate.sandbox.http;

import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.state.AccessToken;
import io.dinggate.sandbox.state.AccessToken.Kind;
import io.dinggate.sandbox.state.Authorisations.Authorisation;
import io.dinggate.sandbox.state.State;

/** How the old host lets a caller in: the token of a corp in the query or the form. */
public final class OldHostAccess {
  private final State state;

  public OldHostAccess(State state) {
    this.state = state;
  }

  /** Whoever calls; refused without a token in force, or when the corp switched the app off. */
  public Caller caller(Call call) {
    boolean topapi = call.path().startsWith("/topapi/");
    String value =
        call.parameter("access_token")
            .orElseThrow(() -> OldError.byGateway(topapi ? 40000 : 41001, "缺少access_token参数"));
    AccessToken token =
        state
            .tokens()
            .find(value, Kind.CORP)
            .orElseThrow(() -> OldError.byGateway(40014, "不合法的access_token"));
    if (state.tokens().isExpired(token)) {
      throw OldError.byGateway(42001, "access_token超时");
    }
    String corpId = String.valueOf(token.corpId());
    Authorisation authorisation =
        state
            .authorisations()
            .find(token.app(), corpId)
            .orElseThrow(() -> OldError.of(41030, "企业未对该套件授权"));
    if (!authorisation.active()) {
      throw OldError.of(50003, "应用已停用");
    }
    return new Caller(token.app(), corpId, authorisation.agentId());
  }

  /** An app acting in a corp. */
  public record Caller(App app, String corpId, long agentId) {
    public boolean isInternalApp() {
      return app instanceof InternalApp;
    }
  }
}
