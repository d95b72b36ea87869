package io.dinggate.sandbox.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.state.AccessToken;
import io.dinggate.sandbox.state.AccessToken.Kind;
import io.dinggate.sandbox.state.Authorisations.Authorisation;
import io.dinggate.sandbox.state.State;
import java.util.List;
import java.util.Optional;

/** Tokens and authorisations at the old host, with the legacy activation. */
public final class ServiceEndpoints {
  private final State state;
  private final SignedCalls signed;
  private final AuthorisationDocument document;

  public ServiceEndpoints(State state) {
    this.state = state;
    this.signed = new SignedCalls(state);
    this.document = new AuthorisationDocument(state);
  }

  public List<Route> routes() {
    return List.of(
        new Route(Listener.OAPI, "POST", "/service/get_corp_token", this::corpToken),
        new Route(Listener.OAPI, "POST", "/service/get_auth_info", this::authInfo),
        new Route(Listener.OAPI, "POST", "/service/get_suite_token", this::suiteToken),
        new Route(Listener.OAPI, "POST", "/service/get_permanent_code", this::permanentCode),
        new Route(Listener.OAPI, "POST", "/service/activate_suite", this::activate),
        new Route(Listener.OAPI, "GET", "/gettoken", this::appToken));
  }

  private Reply corpToken(Call call) {
    Suite suite = signed.verified(call);
    String corpId = required(call, "auth_corpid", 41027, "需要授权企业的corpid参数");
    authorisation(suite, corpId);
    AccessToken token = state.tokens().corpToken(suite, corpId);
    return Reply.json(
        200,
        Reply.ok()
            .put("access_token", token.value())
            .put("expires_in", state.tokens().lifeSeconds()));
  }

  private Reply authInfo(Call call) {
    Suite suite = signed.verified(call);
    String corpId = required(call, "auth_corpid", 41027, "需要授权企业的corpid参数");
    Authorisation authorisation = authorisation(suite, corpId);
    ObjectNode answer = Reply.ok();
    answer.setAll(document.snakeCase(suite, state.world().corp(corpId), authorisation));
    answer.putObject("channel_auth_info").putArray("channelAgent");
    answer.putObject("auth_market_info");
    return Reply.json(200, answer);
  }

  private Reply suiteToken(Call call) {
    String key = required(call, "suite_key", 41021, "缺少suite-key参数");
    String secret = required(call, "suite_secret", 41024, "缺少suite-secret参数");
    String ticket = required(call, "suite_ticket", 41023, "缺少suite-ticket参数");
    Suite suite =
        state
            .suiteByKey(key)
            .filter(candidate -> candidate.suiteSecret().equals(secret))
            .orElseThrow(() -> OldError.of(40088, "不存在的suitekey"));
    if (!ticket.equals(state.suiteTickets().current(suite))) {
      throw OldError.of(40085, "不存在的suite ticket");
    }
    return Reply.json(
        200,
        Reply.ok()
            .put("suite_access_token", state.tokens().suiteToken(suite).value())
            .put("expires_in", state.tokens().lifeSeconds()));
  }

  private Reply permanentCode(Call call) {
    suiteOf(call);
    String code = required(call, "tmp_auth_code", 41026, "缺少tmp-auth-code参数");
    String corpId =
        state
            .activationCodes()
            .redeem(code, any -> true)
            .orElseThrow(() -> OldError.of(40078, "不存在的临时授权码"));
    Corp corp = state.world().corp(corpId);
    ObjectNode answer =
        Reply.ok().put("permanent_code", permanentCode(corpId)).put("ch_permanent_code", "");
    answer.putObject("auth_corp_info").put("corpid", corpId).put("corp_name", corp.name());
    return Reply.json(200, answer);
  }

  private Reply activate(Call call) {
    Suite suite = suiteOf(call);
    String corpId = required(call, "auth_corpid", 41027, "需要授权企业的corpid参数");
    String code = required(call, "permanent_code", 41025, "缺少permanent-code参数");
    if (!call.field("suite_key").equals(Optional.of(suite.suiteKey()))) {
      throw OldError.of(40088, "不存在的suitekey");
    }
    authorisation(suite, corpId);
    if (!code.equals(permanentCode(corpId))) {
      throw OldError.of(41031, "auth-corpid和permanent-code不匹配");
    }
    return Reply.json(200, Reply.ok());
  }

  private Reply appToken(Call call) {
    String key = call.query("appkey").orElse("");
    String secret = call.query("appsecret").orElse("");
    InternalApp app =
        state.world().internalApps().stream()
            .filter(
                candidate -> candidate.appKey().equals(key) && candidate.appSecret().equals(secret))
            .findFirst()
            .orElseThrow(() -> OldError.of(40096, "不合法的appKey或appSecret"));
    return Reply.json(
        200,
        Reply.ok()
            .put("access_token", state.tokens().appToken(app).value())
            .put("expires_in", state.tokens().lifeSeconds()));
  }

  private Suite suiteOf(Call call) {
    return call.query("suite_access_token")
        .flatMap(value -> state.tokens().find(value, Kind.SUITE))
        .filter(token -> !state.tokens().isExpired(token))
        .map(token -> (Suite) token.app())
        .orElseThrow(() -> OldError.of(40082, "不合法的suite token"));
  }

  private Authorisation authorisation(Suite suite, String corpId) {
    return state
        .authorisations()
        .find(suite, corpId)
        .orElseThrow(() -> OldError.of(41030, "企业未对该套件授权"));
  }

  private static String required(Call call, String field, int errcode, String errmsg) {
    return call.field(field).orElseThrow(() -> OldError.of(errcode, errmsg));
  }

  private static String permanentCode(String corpId) {
    return "permanent-code-of-" + corpId;
  }
}
