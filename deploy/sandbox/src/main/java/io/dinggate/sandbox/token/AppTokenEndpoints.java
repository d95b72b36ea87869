package io.dinggate.sandbox.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.NewError;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.state.AccessToken;
import io.dinggate.sandbox.state.AccessToken.Kind;
import io.dinggate.sandbox.state.Authorisations.Authorisation;
import io.dinggate.sandbox.state.State;
import java.util.List;

/** Tokens of suites and internal apps, and what a corp has authorised, at the new host. */
public final class AppTokenEndpoints {
  private final State state;
  private final NewHostAccess access;
  private final AuthorisationDocument document;

  public AppTokenEndpoints(State state) {
    this.state = state;
    this.access = new NewHostAccess(state.tokens());
    this.document = new AuthorisationDocument(state);
  }

  public List<Route> routes() {
    return List.of(
        new Route(Listener.API, "POST", "/v1.0/oauth2/corpAccessToken", this::corpAccessToken),
        new Route(Listener.API, "POST", "/v1.0/oauth2/suiteAccessToken", this::suiteAccessToken),
        new Route(Listener.API, "POST", "/v1.0/oauth2/accessToken", this::accessToken),
        new Route(Listener.API, "POST", "/v1.0/oauth2/{corpId}/token", this::unifiedToken),
        new Route(Listener.API, "GET", "/v1.0/oauth2/apps/authInfo", this::authInfo));
  }

  private Reply corpAccessToken(Call call) {
    String key = NewHostAccess.required(call, "suiteKey");
    String secret = NewHostAccess.required(call, "suiteSecret");
    Suite suite =
        state
            .suiteByKey(key)
            .filter(candidate -> candidate.suiteSecret().equals(secret))
            .orElseThrow(() -> NewError.badRequest("invalidSuiteKey", "无效的suiteKey或suiteSecret"));
    requireTicket(call, suite);
    String corpId = NewHostAccess.required(call, "authCorpId");
    if (state.authorisations().find(suite, corpId).isEmpty()) {
      throw NewError.badRequest("invalidAuthInfo", "企业未授权该应用");
    }
    return camelCase(state.tokens().corpToken(suite, corpId));
  }

  private Reply suiteAccessToken(Call call) {
    String key = NewHostAccess.required(call, "suiteKey");
    String secret = NewHostAccess.required(call, "suiteSecret");
    Suite suite =
        state
            .suiteByKey(key)
            .filter(candidate -> candidate.suiteSecret().equals(secret))
            .orElseThrow(NewHostAccess::badClient);
    requireTicket(call, suite);
    return camelCase(state.tokens().suiteToken(suite));
  }

  private void requireTicket(Call call, Suite suite) {
    if (!NewHostAccess.required(call, "suiteTicket").equals(state.suiteTickets().current(suite))) {
      throw NewError.badRequest("invalidSuiteTicket", "无效的suiteTicket");
    }
  }

  private Reply accessToken(Call call) {
    String key = NewHostAccess.required(call, "appKey");
    String secret = NewHostAccess.required(call, "appSecret");
    InternalApp app =
        state.world().internalApps().stream()
            .filter(
                candidate -> candidate.appKey().equals(key) && candidate.appSecret().equals(secret))
            .findFirst()
            .orElseThrow(NewHostAccess::badClient);
    return camelCase(state.tokens().appToken(app));
  }

  /** Snake case on the new host, and no suite ticket: as documented. */
  private Reply unifiedToken(Call call) {
    if (!NewHostAccess.required(call, "grant_type").equals("client_credentials")) {
      throw NewError.badRequest("unsupported.grant.type", "不支持的grant_type");
    }
    String secret = NewHostAccess.required(call, "client_secret");
    App app =
        state
            .appByKey(NewHostAccess.required(call, "client_id"))
            .filter(candidate -> candidate.secret().equals(secret))
            .orElseThrow(() -> NewError.badRequest("invalid.client", "无效的client_id或client_secret"));
    String corpId =
        corp(call.pathPart("corpId").orElse(""), NewError.of(500, "unknownError", "未知错误")).corpId();
    if (state.authorisations().find(app, corpId).isEmpty()) {
      throw NewError.of(401, "unauthorized.client", "应用未授权");
    }
    AccessToken token =
        switch (app) {
          case Suite suite -> state.tokens().corpToken(suite, corpId);
          case InternalApp internal -> state.tokens().appToken(internal);
        };
    return Reply.json(
        200,
        Json.object()
            .put("access_token", token.value())
            .put("expires_in", state.tokens().lifeSeconds()));
  }

  private Reply authInfo(Call call) {
    AccessToken token = access.token(call, Kind.SUITE);
    String corpId =
        call.query("authCorpId")
            .orElseThrow(() -> NewError.badRequest("invalidCorpId", "缺少参数 authCorpId"));
    Corp corp = corp(corpId, NewError.badRequest("orgNotExist", "企业不存在"));
    Authorisation authorisation =
        state
            .authorisations()
            .find(token.app(), corpId)
            .orElseThrow(() -> NewError.badRequest("orgNotAuthApp", "企业未授权该应用"));
    return Reply.json(200, document.camelCase((Suite) token.app(), corp, authorisation));
  }

  private Corp corp(String corpId, NewError missing) {
    return state.world().corps().stream()
        .filter(corp -> corp.corpId().equals(corpId))
        .findFirst()
        .orElseThrow(() -> missing);
  }

  private Reply camelCase(AccessToken token) {
    ObjectNode body = Json.object();
    return Reply.json(
        200, body.put("accessToken", token.value()).put("expireIn", state.tokens().lifeSeconds()));
  }
}
