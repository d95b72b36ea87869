package io.dinggate.local.console;

import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.console.ProblemTexts.ProblemText;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.PageFrame;
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
import java.util.Collection;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The pages for people. They hold no data of other people: what they show they ask the API for. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ConsoleResource {

  private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

  private final CurrentCaller caller;
  private final Users users;
  private final SiteCorps corps;

  ConsoleResource(CurrentCaller caller, Users users, SiteCorps corps) {
    this.caller = caller;
    this.users = users;
    this.corps = corps;
  }

  @CheckedTemplate(basePath = "console")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance welcome(PageFrame page);

    static native TemplateInstance home(
        PageFrame page, Collection<ProblemText> problems, ConsolePerson me, Composer composer);

    static native TemplateInstance invitation(
        PageFrame page, Collection<ProblemText> problems, @Nullable ConsolePerson me);
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
    var page = PageFrame.in(language);
    return answer(
        session()
            .map(session -> home(page, language, session))
            .orElseGet(() -> Templates.welcome(page)),
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
    return answer(
        Templates.invitation(
            PageFrame.in(language),
            ProblemTexts.in(language),
            session().map(this::person).orElse(null)),
        language,
        lang);
  }

  private TemplateInstance home(PageFrame page, PageLanguage language, SessionCaller session) {
    return Templates.home(
        page, ProblemTexts.in(language), person(session), Composer.of(session, corps));
  }

  private Optional<SessionCaller> session() {
    return caller.find().filter(SessionCaller.class::isInstance).map(SessionCaller.class::cast);
  }

  private ConsolePerson person(SessionCaller session) {
    return ConsolePerson.of(session, users.find(session.userRowId()).orElse(null));
  }

  private static RestResponse<String> answer(
      TemplateInstance page, PageLanguage language, @Nullable String lang) {
    var answer =
        ResponseBuilder.ok(page.setLocale(language.locale()).render(), HTML)
            .header(HttpHeaders.VARY, HttpHeaders.COOKIE + ", " + HttpHeaders.ACCEPT_LANGUAGE);
    return PageLanguage.tagged(lang).isPresent()
        ? answer.cookie(language.remembered()).build()
        : answer.build();
  }
}
