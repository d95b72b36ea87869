package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;

import io.dinggate.sandbox.World;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Calls the API as a site of the world does: with an access token of its own. */
public final class SiteCaller {

  private SiteCaller() {}

  /** With a fresh token that has these scopes; all of them when none is named. */
  public static RequestSpecification as(World.Site site, String... scopes) {
    return given().auth().oauth2(token(site, scopes)).contentType(ContentType.JSON);
  }

  /** An access token. */
  public static String token(World.Site site, String... scopes) {
    return given()
        .auth()
        .preemptive()
        .basic(site.clientId(), site.clientSecret())
        .formParams(Map.of("grant_type", "client_credentials", "scope", String.join(" ", scopes)))
        .post("/oauth2/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /**
   * Lets the service have access tokens that the sandbox takes, whatever other tests did to them.
   */
  public static void warmUp(World.Site site, String corp, String user, String app) {
    as(site, "users:read")
        .queryParam("app", app)
        .get("/api/v1/directory/corps/{corp}/users/{user}", corp, user)
        .then()
        .statusCode(200);
  }
}
