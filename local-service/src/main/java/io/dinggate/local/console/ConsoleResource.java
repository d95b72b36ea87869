package io.dinggate.local.console;

import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.PageFrame;
import io.dinggate.local.platform.PageLanguage;
import io.dinggate.local.request.CloudUrl;
import io.dinggate.local.user.Users;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The pages for people. They hold no data of other people: what they show they ask the API for. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ConsoleResource {

  private static final Pattern MESSAGE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

  private final CurrentCaller caller;
  private final Users users;
  private final SiteCorps corps;
  private final CloudUrl cloud;
  private final PagePolicy policy;

  ConsoleResource(
      CurrentCaller caller, Users users, SiteCorps corps, CloudUrl cloud, PagePolicy policy) {
    this.caller = caller;
    this.users = users;
    this.corps = corps;
    this.cloud = cloud;
    this.policy = policy;
  }

  @CheckedTemplate(basePath = "console")
  static final class Templates {

    private Templates() {}

    static native TemplateInstance welcome(PageFrame page, String back);

    static native TemplateInstance home(PageFrame page, Words words, ConsolePerson me);

    static native TemplateInstance compose(
        PageFrame page, Words words, ConsolePerson me, Composer composer);

    static native TemplateInstance message(
        PageFrame page, Words words, ConsolePerson me, String id, @Nullable String caller);

    static native TemplateInstance directory(PageFrame page, Words words);

    static native TemplateInstance requests(
        PageFrame page, Words words, ConsolePerson me, Composer composer);

    static native TemplateInstance invitation(
        PageFrame page, Words words, @Nullable ConsolePerson me);
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
        signedIn(page, "/console/", me -> Templates.home(page, Words.in(language), person(me))),
        language,
        lang);
  }

  /**
   * The form that writes a message.
   *
   * @param lang switches the language, and is remembered
   */
  @GET
  @Path("compose")
  public RestResponse<String> compose(
      @QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    var language = PageLanguage.of(lang, headers);
    var page = PageFrame.in(language);
    return answer(
        signedIn(
            page,
            "/console/compose",
            me -> Templates.compose(page, Words.in(language), person(me), Composer.of(me, corps))),
        language,
        lang);
  }

  /**
   * What became of one message.
   *
   * @param id the message; the page is the same whether it exists or not
   * @param whose the key of its caller, for operators; absent for one's own
   * @param lang switches the language, and is remembered
   */
  @GET
  @Path("messages/{id}")
  public RestResponse<String> message(
      @PathParam("id") String id,
      @QueryParam("caller") @Nullable String whose,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers) {
    if (!MESSAGE_ID.matcher(id).matches()) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
    var language = PageLanguage.of(lang, headers);
    var query = whose == null || whose.isBlank() ? "" : "?caller=" + encoded(whose);
    var page = query.isEmpty() ? PageFrame.in(language) : PageFrame.in(language, query);
    return answer(
        signedIn(
            page,
            "/console/messages/" + id + encoded(query),
            me ->
                Templates.message(
                    page, Words.in(language), person(me), id, query.isEmpty() ? null : whose)),
        language,
        lang);
  }

  /**
   * How the corps' directories are read, for operators.
   *
   * @param lang switches the language, and is remembered
   */
  @GET
  @Path("directory")
  public RestResponse<String> directory(
      @QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    var language = PageLanguage.of(lang, headers);
    var page = PageFrame.in(language);
    return answer(
        signedIn(page, "/console/directory", _ -> Templates.directory(page, Words.in(language))),
        language,
        lang);
  }

  /**
   * The form that hands requests to the cloud by way of the browser; the only page that may connect
   * to anybody but this site.
   *
   * @param lang switches the language, and is remembered
   */
  @GET
  @Path("requests")
  public RestResponse<String> requests(
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers,
      @Context HttpServerResponse response) {
    // in place of the one that is there: of two policies both hold
    response.putHeader("Content-Security-Policy", policy.connectingTo(cloud.source()));
    var language = PageLanguage.of(lang, headers);
    var page = PageFrame.in(language);
    return answer(
        signedIn(
            page,
            "/console/requests",
            me -> Templates.requests(page, Words.in(language), person(me), Composer.of(me, corps))),
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
            PageFrame.in(language), Words.in(language), session().map(this::person).orElse(null)),
        language,
        lang);
  }

  /**
   * A page for whoever is signed in; for everybody else the one that leads to signing in.
   *
   * @param back where that leads back to; ready to stand in an address
   */
  private TemplateInstance signedIn(
      PageFrame page, String back, Function<SessionCaller, TemplateInstance> shown) {
    return session().map(shown).orElseGet(() -> Templates.welcome(page, back));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
