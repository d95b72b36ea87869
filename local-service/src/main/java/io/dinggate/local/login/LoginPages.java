package io.dinggate.local.login;

import io.dinggate.local.platform.PageFrame;
import io.dinggate.local.platform.PageLanguage;
import io.dinggate.local.platform.PublicUrl;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The page that says why a sign-in did not work, and what to do. */
@Singleton
class LoginPages {

  static final String FAILED_PATH = "/login/failed";

  private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

  private final PublicUrl publicUrl;

  LoginPages(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** Where a browser reads why its sign-in failed. */
  URI failedUrl(ErrorCode reason, ReturnTo returnTo) {
    return publicUrl.at(
        FAILED_PATH + "?reason=" + reason.wire() + "&return_to=" + encoded(returnTo));
  }

  /** The page as the answer to a request that was refused. */
  Response refused(
      ApiException problem, ReturnTo returnTo, @Nullable String lang, HttpHeaders headers) {
    var page = failed(problem.code().status(), problem.code(), returnTo, lang, headers);
    var retryAfter = problem.retryAfter();
    return retryAfter == null
        ? page
        : Response.fromResponse(page)
            .header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
            .build();
  }

  /**
   * The page itself.
   *
   * @param lang the language that the person asks for, to be remembered; null when by no choice
   */
  Response failed(
      int status, ErrorCode reason, ReturnTo returnTo, @Nullable String lang, HttpHeaders headers) {
    var language = PageLanguage.of(lang, headers);
    var page =
        Templates.failed(
            PageFrame.in(language, failedUrl(reason, returnTo).toString()),
            LoginFailure.of(reason),
            reason.wire(),
            "/login?return_to=" + encoded(returnTo));
    var answer =
        Response.status(status)
            .type(HTML)
            .header(HttpHeaders.VARY, HttpHeaders.COOKIE + ", " + HttpHeaders.ACCEPT_LANGUAGE)
            .entity(page.setLocale(language.locale()).render());
    return PageLanguage.tagged(lang).isPresent()
        ? answer.cookie(language.remembered()).build()
        : answer.build();
  }

  private static String encoded(ReturnTo returnTo) {
    return URLEncoder.encode(returnTo.path(), StandardCharsets.UTF_8);
  }

  @CheckedTemplate(basePath = "login")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance failed(
        PageFrame page, LoginFailure failure, String reason, String againUrl);
  }
}
