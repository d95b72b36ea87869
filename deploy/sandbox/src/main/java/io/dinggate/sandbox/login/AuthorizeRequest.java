package io.dinggate.sandbox.login;

import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.state.State;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a site asks the login page for, checked. Everything wrong here ends on a page of DingTalk,
 * never in a redirect.
 *
 * @param withCorp whether the corp was asked for too
 * @param corpId the only corp to offer, if one was named
 * @param managementOnly offer only corps that the person administers
 * @param exclusive log in with an account that belongs to the corp
 */
record AuthorizeRequest(
    App app,
    URI redirectUri,
    Optional<String> state,
    boolean withCorp,
    Optional<String> corpId,
    boolean managementOnly,
    boolean exclusive) {

  private static final String OPENID = "openid";
  private static final String CORPID = "corpid";

  static AuthorizeRequest of(Call call, State state) {
    App app =
        state
            .appByKey(required(call, "client_id"))
            .orElseThrow(() -> new LoginPageError("client_id", "应用不存在或未发布"));
    URI redirectUri = redirectUri(call, state.redirectUris(app));
    expect(call, "response_type", "code");
    expect(call, "prompt", "consent");
    boolean withCorp = scopes(call).contains(CORPID);
    boolean exclusive = call.query("exclusiveLogin").filter("true"::equals).isPresent();
    Optional<String> exclusiveCorp = exclusive ? call.query("exclusiveCorpId") : Optional.empty();
    Optional<String> namedCorp = withCorp ? call.query("corpId") : Optional.empty();
    return new AuthorizeRequest(
        app,
        redirectUri,
        call.query("state"),
        withCorp,
        exclusiveCorp.or(() -> namedCorp),
        withCorp && call.query("org_type").filter("management"::equals).isPresent(),
        exclusive);
  }

  private static URI redirectUri(Call call, List<URI> registered) {
    String wanted = required(call, "redirect_uri");
    return registered.stream()
        .filter(uri -> uri.toString().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new LoginPageError("redirect_uri", "回调地址未在应用的安全设置中登记"));
  }

  private static Set<String> scopes(Call call) {
    Set<String> scopes = Set.copyOf(List.of(required(call, "scope").split(" ", -1)));
    if (!scopes.contains(OPENID) || !Set.of(OPENID, CORPID).containsAll(scopes)) {
      throw new LoginPageError("scope", "scope 只支持 openid 或 openid corpid");
    }
    return scopes;
  }

  private static void expect(Call call, String name, String value) {
    if (!required(call, name).equals(value)) {
      throw new LoginPageError(name, name + " 必须为 " + value);
    }
  }

  private static String required(Call call, String name) {
    return call.query(name).orElseThrow(() -> new LoginPageError(name, "缺少参数 " + name));
  }
}
