package io.dinggate.cloud.login;

import io.dinggate.cloud.login.CallbackAnswer.Refusal;
import io.dinggate.platform.Tokens;
import io.dinggate.platform.web.RequestIds;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The page for people whose login cannot be brought back to a site; Chinese or English. */
@ApplicationScoped
class RefusalPage {

  @CheckedTemplate(basePath = "login")
  private static final class Templates {
    static native TemplateInstance refused(Refusal why, String nonce, String requestId);

    private Templates() {}
  }

  Response answer(Refusal why, List<Locale> languages) {
    var nonce = Tokens.random256();
    var html =
        Templates.refused(why, nonce, Objects.requireNonNullElse(RequestIds.current(), "-"))
            .setLocale(language(languages))
            .render();
    return Response.status(why.status())
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'nonce-"
                + nonce
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .entity(html)
        .build();
  }

  /** The first of the browser's languages that we have; English when there is none. */
  private static Locale language(List<Locale> languages) {
    return languages.stream()
        .map(Locale::getLanguage)
        .filter(language -> language.equals("zh") || language.equals("en"))
        .findFirst()
        .map(Locale::of)
        .orElse(Locale.ENGLISH);
  }
}
