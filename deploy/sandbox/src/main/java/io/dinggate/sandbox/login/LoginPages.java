package io.dinggate.sandbox.login;

import io.dinggate.sandbox.http.Page;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.login.Choices.Choice;
import io.dinggate.sandbox.login.Choices.CorpChoice;
import java.util.List;
import java.util.Map;

/** The pages of the login. */
final class LoginPages {
  private final Page consent = Page.beside(LoginPages.class, "consent.html");
  private final Page orgCode = Page.beside(LoginPages.class, "org-code.html");
  private final Page error = Page.beside(LoginPages.class, "error.html");

  /**
   * The page that asks who signs in, with which corp, and whether that is allowed; {@code target}
   * is where its form goes.
   */
  Reply consent(AuthorizeRequest request, List<Choice> choices, String target) {
    return consent.render(
        200,
        Map.of(
            "target", target,
            "exclusive", request.exclusive(),
            "people", choices.stream().map(choice -> person(choice, request)).toList()));
  }

  /**
   * The page that asks for the organisation of an exclusive account; its form repeats the request
   * with the answer.
   */
  Reply orgCode(Map<String, String> parameters) {
    List<Map<String, String>> fields =
        parameters.entrySet().stream()
            .map(entry -> Map.of("name", entry.getKey(), "value", entry.getValue()))
            .toList();
    return orgCode.render(200, Map.of("fields", fields));
  }

  Reply error(LoginPageError fault) {
    return error.render(
        400, Map.of("parameter", fault.parameter(), "message", String.valueOf(fault.getMessage())));
  }

  private static Map<String, Object> person(Choice choice, AuthorizeRequest request) {
    List<CorpChoice> corps = request.withCorp() ? choice.corps() : List.of();
    return Map.of(
        "id", choice.person().id(),
        "name", choice.person().name(),
        "corps", corps.stream().map(corp -> corp(corp, corp.equals(corps.getFirst()))).toList());
  }

  private static Map<String, Object> corp(CorpChoice corp, boolean first) {
    return Map.of("corpId", corp.corpId(), "name", corp.name(), "first", first);
  }
}
