package io.dinggate.cloud.login;

import static io.dinggate.cloud.site.SiteCaller.as;
import static io.restassured.RestAssured.given;

import io.dinggate.platform.Tokens;
import io.dinggate.sandbox.World;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** One login of a site, step by step, with what the site and the browser keep between them. */
final class LoginWalk {

  private final World.Site site;
  private final String verifier = Tokens.random256();

  private LoginWalk(World.Site site) {
    this.site = site;
  }

  static LoginWalk of(World.Site site) {
    return new LoginWalk(site);
  }

  /** What the world's registry has for the site. */
  static String returnUrl(World.Site site) {
    return site.id().equals("east")
        ? "http://localhost:8081/login/return"
        : "http://127.0.0.1:8082/login/return";
  }

  Map<String, Object> request() {
    var request = new HashMap<String, Object>();
    request.put("codeChallenge", challenge());
    request.put("returnUrl", returnUrl(site));
    return request;
  }

  /** Where the browser is sent to. */
  URI start() {
    return URI.create(
        as(site, "logins")
            .body(request())
            .post("/api/v1/logins")
            .then()
            .statusCode(200)
            .extract()
            .path("authorizeUrl"));
  }

  /** The browser comes back from DingTalk. */
  static Response comeBack(URI callback) {
    return given()
        .redirects()
        .follow(false)
        .urlEncodingEnabled(false)
        .get(callback.getRawPath() + "?" + callback.getRawQuery());
  }

  static URI location(Response response) {
    return URI.create(response.then().statusCode(303).extract().header("Location"));
  }

  ValidatableResponse redeem(String ticket) {
    return redeem(site, ticket, verifier);
  }

  static ValidatableResponse redeem(World.Site site, String ticket, String verifier) {
    return as(site, "logins")
        .body(Map.of("ticket", ticket, "codeVerifier", verifier))
        .post("/api/v1/logins/redeem")
        .then();
  }

  ValidatableResponse acknowledge(String ticket) {
    return as(site, "logins")
        .body(Map.of("ticket", ticket, "codeVerifier", verifier))
        .post("/api/v1/logins/acknowledge")
        .then();
  }

  static ValidatableResponse abandon(World.Site site, String ticket) {
    return as(site, "logins").body(Map.of("ticket", ticket)).post("/api/v1/logins/abandon").then();
  }

  String verifier() {
    return verifier;
  }

  private String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The parameters of an address. */
  static Map<String, String> query(URI address) {
    var query = new HashMap<String, String>();
    for (var pair : address.getRawQuery().split("&", -1)) {
      var equals = pair.indexOf('=');
      query.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }
}
