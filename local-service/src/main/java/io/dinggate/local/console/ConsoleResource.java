package io.dinggate.local.console;

import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.PageLanguage;
import io.dinggate.local.user.Users;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The pages for people. They hold no data of others: what they show they ask the API for. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ConsoleResource {

  private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

  private final CurrentCaller caller;
  private final Users users;

  ConsoleResource(CurrentCaller caller, Users users) {
    this.caller = caller;
    this.users = users;
  }

  @CheckedTemplate(basePath = "console")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance welcome(Page page);

    static native TemplateInstance home(Page page, Me me);

    static native TemplateInstance invitation(Page page, @Nullable Me me);
  }

  /**
   * What this is and how to sign in; or, signed in, who I am and my messages.
   *
   * @param lang switches the language, and is remembered
   */
  @GET
  @Path("/")
  public RestResponse<String> home(
      @QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    var language = PageLanguage.of(lang, headers);
    var page = Page.in(language);
    return answer(
        me().map(me -> Templates.home(page, me)).orElseGet(() -> Templates.welcome(page)),
        language,
        lang);
  }

  /**
   * Accepting an invitation; its secret stays in the fragment of the address.
   *
   * @param lang switches the language, and is remembered
   */
  @GET
  @Path("invitation")
  public RestResponse<String> invitation(
      @QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    var language = PageLanguage.of(lang, headers);
    return answer(Templates.invitation(Page.in(language), me().orElse(null)), language, lang);
  }

  private Optional<Me> me() {
    return caller
        .find()
        .filter(SessionCaller.class::isInstance)
        .map(SessionCaller.class::cast)
        .map(session -> Me.of(session, users.find(session.userRowId()).orElse(null)));
  }

  private static RestResponse<String> answer(
      TemplateInstance page, PageLanguage language, @Nullable String lang) {
    var answer =
        ResponseBuilder.ok(page.setLocale(language.locale()).render(), HTML)
            .header(HttpHeaders.VARY, HttpHeaders.COOKIE + ", " + HttpHeaders.ACCEPT_LANGUAGE);
    return PageLanguage.tagged(lang).isPresent()
        ? answer.cookie(remembering(language)).build()
        : answer.build();
  }

  private static NewCookie remembering(PageLanguage language) {
    return new NewCookie.Builder(PageLanguage.COOKIE)
        .value(language.tag())
        .path("/")
        .maxAge((int) Duration.ofDays(365).toSeconds())
        .httpOnly(true)
        .secure(true)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
