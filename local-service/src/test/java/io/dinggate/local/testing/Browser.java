package io.dinggate.local.testing;

import static io.restassured.RestAssured.given;

import io.dinggate.model.LoginId;
import io.dinggate.model.login.LoginUser;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A person's browser: keeps the cookies that it is given, sends them along, follows nothing by
 * itself. The stock cookie jars of test clients leave {@code __Host-} cookies out over plain http,
 * which browsers do not do on loopback.
 */
public final class Browser {

  /** The name of the cookie that makes a person signed in. */
  public static final String SESSION = "__Host-dinggate-session";

  /** The name of the cookie that ties logins to the browser. */
  public static final String KEY = "__Host-dinggate-browser";

  private final Map<String, String> cookies = new LinkedHashMap<>();

  /** The browser opens a login that leads back to {@code returnTo}. */
  public Response startLogin(String returnTo) {
    return keep(request().queryParam("return_to", returnTo).get("/login"));
  }

  /** The browser opens a URL, for example the one that it was sent back to. */
  public Response open(URI url) {
    return keep(request().urlEncodingEnabled(false).get(url));
  }

  /** The whole way: login, DingTalk, back. */
  public Browser signIn(FakeCloud cloud, LoginUser user) {
    var login = loginOf(startLogin("/"));
    var answer = open(cloud.logins.signIn(login, user));
    if (!cookies.containsKey(SESSION)) {
      throw new AssertionError("not signed in: " + answer.header("Location"));
    }
    return this;
  }

  /** A request with the cookies of this browser. */
  public RequestSpecification request() {
    var request = given().redirects().follow(false);
    return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader());
  }

  /** A request as a script on a page of the site sends it. */
  public RequestSpecification script(URI site) {
    return request().header("Origin", site.toString()).contentType("application/json");
  }

  /** Takes over the cookies of an answer. */
  public Response keep(Response answer) {
    for (var header : answer.headers().getValues("Set-Cookie")) {
      var pair = header.split(";", 2)[0].split("=", 2);
      if (header.contains("Max-Age=0")) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return answer;
  }

  /** The value of a cookie; null when the browser has none of that name. */
  public String cookie(String name) {
    return cookies.get(name);
  }

  /** All cookies, as the {@code Cookie} header. */
  public String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Another browser with the same cookies, as a second tab that works at the same time. */
  public Browser copy() {
    var copy = new Browser();
    copy.cookies.putAll(cookies);
    return copy;
  }

  /** Sets a cookie by hand. */
  public void put(String name, String value) {
    cookies.put(name, value);
  }

  /** The login that a redirect to DingTalk belongs to. */
  public static LoginId loginOf(Response start) {
    var location = start.header("Location");
    if (location == null) {
      throw new AssertionError("no login was begun: " + start.statusCode());
    }
    return new LoginId(location.substring(location.indexOf("login=") + "login=".length()));
  }
}
