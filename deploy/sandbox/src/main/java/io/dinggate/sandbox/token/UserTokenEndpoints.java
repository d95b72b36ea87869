package io.dinggate.sandbox.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.NewError;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.state.AccessToken;
import io.dinggate.sandbox.state.AccessToken.Kind;
import io.dinggate.sandbox.state.State;
import io.dinggate.sandbox.state.State.LoginGrant;
import java.util.List;

/**
 * What a person's login is exchanged for at the new host, and who the person is. Facts:
 * open.dingtalk.com, 获取用户token and 获取用户通讯录个人信息.
 */
public final class UserTokenEndpoints {
  private final State state;
  private final NewHostAccess access;

  public UserTokenEndpoints(State state) {
    this.state = state;
    this.access = new NewHostAccess(state.tokens());
  }

  public List<Route> routes() {
    return List.of(
        new Route(Listener.API, "POST", "/v1.0/oauth2/userAccessToken", this::userAccessToken),
        new Route(Listener.API, "GET", "/v1.0/contact/users/me", this::me));
  }

  private Reply userAccessToken(Call call) {
    String key = NewHostAccess.required(call, "clientId");
    String secret = NewHostAccess.required(call, "clientSecret");
    App app =
        state
            .appByKey(key)
            .filter(candidate -> candidate.secret().equals(secret))
            .orElseThrow(NewHostAccess::badClient);
    return switch (NewHostAccess.required(call, "grantType")) {
      case "authorization_code" -> tokens(byCode(app, NewHostAccess.required(call, "code")));
      case "refresh_token" ->
          tokens(byRefreshToken(app, NewHostAccess.required(call, "refreshToken")));
      default -> throw NewError.badRequest("invalidParameter.grantType", "不支持的grantType");
    };
  }

  private AccessToken byCode(App app, String code) {
    LoginGrant grant =
        state
            .loginCodes()
            .redeem(code, candidate -> candidate.app().equals(app))
            .orElseThrow(
                () -> NewError.badRequest("invalidParameter.authCode.notFound", "不合法的临时授权码"));
    return state.tokens().userToken(app, grant.personId(), grant.corpId());
  }

  private AccessToken byRefreshToken(App app, String refreshToken) {
    AccessToken old =
        state
            .tokens()
            .redeemRefreshToken(refreshToken, app)
            .orElseThrow(
                () ->
                    NewError.badRequest(
                        "invalidParameter.refreshToken.notFound", "不合法的refreshToken"));
    return state.tokens().userToken(app, String.valueOf(old.personId()), old.corpId());
  }

  private Reply tokens(AccessToken token) {
    ObjectNode body = Json.object();
    body.put("accessToken", token.value());
    body.put("refreshToken", state.tokens().refreshToken(token));
    body.put("expireIn", state.tokens().lifeSeconds());
    if (token.corpId() != null) {
      body.put("corpId", token.corpId());
    }
    return Reply.json(200, body);
  }

  private Reply me(Call call) {
    AccessToken token = access.token(call, Kind.USER);
    Person person =
        state
            .directory()
            .person(String.valueOf(token.personId()))
            .orElseThrow(() -> NewError.of(404, "invalidParameter.user.notFound", "用户不存在"));
    App app = token.app();
    ObjectNode body = Json.object();
    body.put("nick", person.nick());
    body.put("unionId", person.unionIds().get(app.developer()));
    body.put("openId", person.openIds().get(app.appId()));
    body.put("mobile", app instanceof Suite ? masked(person.mobile()) : person.mobile());
    body.put("stateCode", "86");
    if (!(app instanceof Suite)) {
      body.put("email", person.email());
    }
    return Reply.json(200, body.put("visitor", false));
  }

  private static String masked(String mobile) {
    return mobile.length() < 8
        ? "****"
        : mobile.substring(0, 3) + "****" + mobile.substring(mobile.length() - 4);
  }
}
