package io.dinggate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls that most tests make. */
final class Calls {
  private final Sandbox sandbox;

  Calls(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  URI authorizeUrl(Map<String, String> changes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", DemoWorld.SUITE_KEY);
    parameters.put("redirect_uri", DemoWorld.CALLBACK);
    parameters.put("response_type", "code");
    parameters.put("scope", "openid corpid");
    parameters.put("prompt", "consent");
    parameters.put("state", "s-1");
    parameters.putAll(changes);
    parameters.values().removeIf(String::isEmpty);
    return URI.create(sandbox.loginUrl() + "/oauth2/auth?" + Http.encoded(parameters));
  }

  String codeOf(String corpId, String userId) {
    return parameter(sandbox.consent(authorizeUrl(Map.of()), corpId, userId), "authCode");
  }

  HttpResponse<String> exchange(String code) {
    return Http.post(
        sandbox.apiUrl(),
        "/v1.0/oauth2/userAccessToken",
        "{\"clientId\":\"%s\",\"clientSecret\":\"%s\",\"grantType\":\"authorization_code\",\"code\":\"%s\"}"
            .formatted(DemoWorld.SUITE_KEY, DemoWorld.SUITE_SECRET, code));
  }

  HttpResponse<String> me(String userToken) {
    return Http.get(
        sandbox.apiUrl(), "/v1.0/contact/users/me", "x-acs-dingtalk-access-token", userToken);
  }

  HttpResponse<String> corpAccessToken(String corpId, String suiteTicket) {
    return Http.post(
        sandbox.apiUrl(),
        "/v1.0/oauth2/corpAccessToken",
        "{\"suiteKey\":\"%s\",\"suiteSecret\":\"%s\",\"authCorpId\":\"%s\",\"suiteTicket\":\"%s\"}"
            .formatted(DemoWorld.SUITE_KEY, DemoWorld.SUITE_SECRET, corpId, suiteTicket));
  }

  String corpToken(String corpId) {
    return Http.json(corpAccessToken(corpId, DemoWorld.SUITE_TICKET)).path("accessToken").asText();
  }

  String appToken() {
    return Http.json(
            Http.get(
                sandbox.oapiUrl(),
                "/gettoken?appkey=" + DemoWorld.APP_KEY + "&appsecret=" + DemoWorld.APP_SECRET))
        .path("access_token")
        .asText();
  }

  /** An old-host call with a token. */
  JsonNode oapi(String path, String token, String json) {
    return Http.json(Http.post(sandbox.oapiUrl(), path + "?access_token=" + encoded(token), json));
  }

  static String parameter(URI uri, String name) {
    Matcher matcher = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(uri.toString());
    return matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : "";
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
