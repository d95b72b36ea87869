package io.dinggate.sandbox.login;

import com.github.tomakehurst.wiremock.extension.responsetemplating.TemplateEngine;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.login.Choices.Choice;
import io.dinggate.sandbox.login.Choices.CorpChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pages for people, rendered by WireMock's template engine, which escapes what is put in. */
final class LoginPages {
  private final TemplateEngine engine =
      new TemplateEngine(Map.of(), 10L, Set.of(), false, List.of());
  private final String consent = resource("consent.html");
  private final String orgCode = resource("org-code.html");
  private final String error = resource("error.html");

  /**
   * The page that asks who signs in, with which corp, and whether that is allowed; {@code target}
   * is where its form goes.
   */
  Reply consent(AuthorizeRequest request, List<Choice> choices, String target) {
    return render(
        200,
        consent,
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
    return render(200, orgCode, Map.of("fields", fields));
  }

  Reply error(LoginPageError fault) {
    return render(
        400,
        error,
        Map.of("parameter", fault.parameter(), "message", String.valueOf(fault.getMessage())));
  }

  private Reply render(int status, String template, Map<String, Object> model) {
    return Reply.html(status, engine.getTemplate(template, template).apply(model));
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

  private static String resource(String name) {
    try (InputStream html = LoginPages.class.getResourceAsStream(name)) {
      if (html == null) {
        throw new IllegalStateException(name + " is missing on the class path");
      }
      return new String(html.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
