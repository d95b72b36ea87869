package io.dinggate.local.login;

import io.dinggate.local.login.LoginOutcome.Refused;
import io.dinggate.local.login.LoginOutcome.SignedIn;
import io.dinggate.local.platform.PublicUrl;
import io.dinggate.local.platform.SessionSource;
import io.dinggate.model.CorpId;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.login.LoginReturn;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Signing in by redirect: pages for browsers, never JSON. */
@Path("/login")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class LoginResource {

  private static final Logger LOG = Logger.getLogger(LoginResource.class);

  private final LoginStarts starts;
  private final LoginReturns returns;
  private final LoginCookies cookies;
  private final LoginPages pages;
  private final PublicUrl publicUrl;

  LoginResource(
      LoginStarts starts,
      LoginReturns returns,
      LoginCookies cookies,
      LoginPages pages,
      PublicUrl publicUrl) {
    this.starts = starts;
    this.returns = returns;
    this.cookies = cookies;
    this.pages = pages;
    this.publicUrl = publicUrl;
  }

  /**
   * Sends the browser to DingTalk; afterwards it goes to {@code return_to}, a path of this site.
   */
  @GET
  public Response begin(
      @QueryParam("return_to") @Nullable String returnTo,
      @QueryParam("corp") @Nullable String corp,
      @QueryParam("lang") @Nullable String lang,
      @CookieParam(LoginCookies.BROWSER) @Nullable String browserCookie,
      @Context HttpServerRequest request,
      @Context HttpHeaders headers) {
    var wanted = ReturnTo.parse(returnTo);
    try {
      var goal = wanted.orElseThrow(() -> new ApiException(ErrorCode.VALIDATION));
      var key = cookies.browserKey(browserCookie);
      var address = request.remoteAddress().hostAddress();
      var next = starts.begin(goal, corpOf(corp), key, address);
      return seeOther(next).cookie(cookies.browser(key)).build();
    } catch (ApiException e) {
      return pages.refused(e, wanted.orElse(ReturnTo.START), lang, headers);
    }
  }

  /**
   * Where the browser comes back from DingTalk; renders nothing, so that its URL is left at once.
   */
  @GET
  @Path("return")
  public Response finish(
      @QueryParam(LoginReturn.LOGIN) @Nullable String login,
      @QueryParam(LoginReturn.TICKET) @Nullable String ticket,
      @QueryParam(LoginReturn.ERROR) @Nullable String error,
      @CookieParam(LoginCookies.BROWSER) @Nullable String browserCookie,
      @CookieParam(SessionSource.COOKIE) @Nullable String sessionCookie,
      @Context HttpServerRequest request) {
    var browser =
        ReturningBrowser.of(
            login,
            ticket,
            error,
            browserCookie,
            sessionCookie,
            request.remoteAddress().hostAddress());
    return switch (outcome(browser)) {
      case SignedIn(var token, var returnTo) ->
          seeOther(publicUrl.at(returnTo.path())).cookie(cookies.session(token)).build();
      case Refused(var reason, var returnTo) -> seeOther(pages.failedUrl(reason, returnTo)).build();
    };
  }

  /** A look from afar must open no login. */
  @HEAD
  @Operation(hidden = true)
  public Response look() {
    return notAllowed();
  }

  /** A look from afar must use up no ticket. */
  @HEAD
  @Path("return")
  @Operation(hidden = true)
  public Response lookAtReturn() {
    return notAllowed();
  }

  private static Response notAllowed() {
    return Response.status(Response.Status.METHOD_NOT_ALLOWED)
        .header(HttpHeaders.ALLOW, "GET")
        .build();
  }

  /** Says why a sign-in did not work. */
  @GET
  @Path("failed")
  public Response failed(
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("return_to") @Nullable String returnTo,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers) {
    return pages.failed(
        Response.Status.OK.getStatusCode(),
        ErrorCode.parse(reason),
        ReturnTo.parse(returnTo).orElse(ReturnTo.START),
        lang,
        headers);
  }

  /** Whatever happens, the browser must not stay on a URL with a login ticket. */
  private LoginOutcome outcome(ReturningBrowser browser) {
    try {
      return returns.finish(browser);
    } catch (RuntimeException e) {
      LOG.errorf(e, "a login could not be finished: %s", browser);
      return new Refused(ErrorCode.INTERNAL, ReturnTo.START);
    }
  }

  /** What cannot be a corp is none that the site serves. */
  private static @Nullable CorpId corpOf(@Nullable String corp) {
    try {
      return corp == null ? null : new CorpId(corp);
    } catch (InvalidValueException e) {
      throw new ApiException(ErrorCode.CORP_NOT_ALLOWED);
    }
  }

  private static Response.ResponseBuilder seeOther(URI location) {
    return Response.status(Response.Status.SEE_OTHER)
        .header(HttpHeaders.LOCATION, location.toASCIIString());
  }
}
