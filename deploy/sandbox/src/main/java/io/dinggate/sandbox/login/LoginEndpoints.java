package io.dinggate.sandbox.login;

import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Endpoint;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.state.State;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The login page of {@code login.dingtalk.com}. {@code GET} shows it; its form goes to the same
 * address by {@code POST}. With {@code decision=allow|deny} in the query the same works by {@code
 * GET}. Facts: open.dingtalk.com, 实现登录第三方网站.
 */
public final class LoginEndpoints {
  private static final List<String> REQUEST_PARAMETERS =
      List.of(
          "client_id",
          "redirect_uri",
          "response_type",
          "scope",
          "prompt",
          "state",
          "org_type",
          "exclusiveLogin");

  private final State state;
  private final Choices choices;
  private final LoginPages pages = new LoginPages();

  public LoginEndpoints(State state) {
    this.state = state;
    this.choices = new Choices(state.world(), state.directory());
  }

  public List<Route> routes() {
    return List.of(
        new Route(Listener.LOGIN, "GET", "/oauth2/auth", showingErrors(this::page)),
        new Route(Listener.LOGIN, "POST", "/oauth2/auth", showingErrors(this::decide)),
        new Route(Listener.LOGIN, "GET", "/favicon.ico", call -> Reply.empty(204)));
  }

  private Reply page(Call call) {
    if (call.query("decision").isPresent()) {
      return decide(call);
    }
    AuthorizeRequest request = AuthorizeRequest.of(call, state);
    if (request.exclusive() && request.corpId().isEmpty()) {
      return pages.orgCode(repeated(call));
    }
    return pages.consent(request, choices.offered(request), call.target());
  }

  private Reply decide(Call call) {
    AuthorizeRequest request = AuthorizeRequest.of(call, state);
    return switch (call.parameter("decision").orElse("")) {
      case "allow" -> {
        String code = state.loginCodes().mint(choices.chosen(call, request));
        yield redirect(request, Map.of("authCode", code, "code", code));
      }
      case "deny" -> redirect(request, Map.of("error", "access_denied"));
      default -> throw new LoginPageError("decision", "请选择同意或拒绝");
    };
  }

  private static Reply redirect(AuthorizeRequest request, Map<String, String> answer) {
    Map<String, String> parameters = new LinkedHashMap<>(answer);
    request.state().ifPresent(value -> parameters.put("state", value));
    StringBuilder uri = new StringBuilder(request.redirectUri().toString());
    char separator = request.redirectUri().getRawQuery() == null ? '?' : '&';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      uri.append(separator).append(parameter.getKey()).append('=');
      uri.append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return Reply.found(URI.create(uri.toString()));
  }

  private static Map<String, String> repeated(Call call) {
    Map<String, String> parameters = new LinkedHashMap<>();
    REQUEST_PARAMETERS.forEach(
        name -> call.query(name).ifPresent(value -> parameters.put(name, value)));
    return parameters;
  }

  private Endpoint showingErrors(Endpoint endpoint) {
    return call -> {
      try {
        return endpoint.answer(call);
      } catch (LoginPageError fault) {
        return pages.error(fault);
      }
    };
  }
}
