package io.dinggate.sandbox.token;

import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.NewError;
import io.dinggate.sandbox.state.AccessToken;
import io.dinggate.sandbox.state.AccessToken.Kind;
import io.dinggate.sandbox.state.TokenBook;

/** How the new host lets a caller in: the token in its header, and only there. */
final class NewHostAccess {
  private static final String HEADER = "x-acs-dingtalk-access-token";

  private final TokenBook tokens;

  NewHostAccess(TokenBook tokens) {
    this.tokens = tokens;
  }

  AccessToken token(Call call, Kind kind) {
    String value =
        call.header(HEADER)
            .orElseThrow(
                () ->
                    NewError.badRequest("AuthenticationFailed.MissingParameter", "缺少参数 " + HEADER));
    return tokens
        .find(value, kind)
        .filter(token -> !tokens.isExpired(token))
        .orElseThrow(() -> NewError.badRequest("InvalidAuthentication", "不合法的access_token"));
  }

  static String required(Call call, String field) {
    return call.field(field)
        .orElseThrow(
            () -> NewError.badRequest("invalidParameter." + field + ".empty", "缺少参数 " + field));
  }

  static NewError badClient() {
    return NewError.badRequest("invalidClientIdOrSecret", "无效的clientId或者clientSecret");
  }
}
