package io.dinggate.sandbox.http;

import com.github.tomakehurst.wiremock.extension.responsetemplating.TemplateEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A page for people, rendered by WireMock's template engine, which escapes what is put in. */
public final class Page {
  private final TemplateEngine engine =
      new TemplateEngine(Map.of(), 10L, Set.of(), false, List.of());
  private final String template;

  private Page(String template) {
    this.template = template;
  }

  /** The page of that file beside a class. */
  public static Page beside(Class<?> type, String name) {
    try (InputStream html = type.getResourceAsStream(name)) {
      if (html == null) {
        throw new IllegalStateException(name + " is missing on the class path");
      }
      return new Page(new String(html.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  public Reply render(int status, Map<String, Object> model) {
    return Reply.html(status, engine.getTemplate(template, template).apply(model));
  }
}
