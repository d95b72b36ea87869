package io.dinggate.local.testing;

import static io.restassured.RestAssured.given;

import io.dinggate.model.LoginId;
import io.dinggate.model.login.LoginUser;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.net.URI;

/** Makes sessions the way a browser gets them. */
@Singleton
public class SignIn {

  private final FakeCloud cloud;

  SignIn(FakeCloud cloud) {
    this.cloud = cloud;
  }

  /**
   * Signs {@code user} in by the redirect flow.
   *
   * @return the value of the {@code Cookie} header that the browser now sends
   */
  public String cookieOf(LoginUser user) {
    var start = start("/");
    var back = cloud.logins.signIn(loginOf(start), user);
    var done = comeBack(back, cookies(start));
    if (done.statusCode() != 303) {
      throw new AssertionError("sign-in of " + user + " ended with " + done.statusCode());
    }
    return cookies(done);
  }

  /** The browser opens a login. */
  public Response start(String returnTo) {
    return given().redirects().follow(false).queryParam("return_to", returnTo).get("/login");
  }

  /** The browser opens the return URL. */
  public Response comeBack(URI returnUrl, String cookies) {
    return given()
        .redirects()
        .follow(false)
        .urlEncodingEnabled(false)
        .header("Cookie", cookies)
        .get(returnUrl);
  }

  /** The login that a redirect to DingTalk belongs to. */
  public static LoginId loginOf(Response start) {
    var location = start.header("Location");
    return new LoginId(location.substring(location.indexOf("login=") + "login=".length()));
  }

  /** The cookies that an answer set, as the {@code Cookie} header of the next request. */
  public static String cookies(Response response) {
    return response.headers().getValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }
}
