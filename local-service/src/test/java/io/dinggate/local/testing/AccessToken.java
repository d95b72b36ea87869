package io.dinggate.local.testing;

import static io.restassured.RestAssured.given;

/** Access tokens of the clients in {@link TestClients}, from the real token endpoint. */
public final class AccessToken {

  private AccessToken() {}

  /** The {@code Authorization} header of a program that may do {@code scope} and nothing else. */
  public static String withScope(String scope) {
    return ofClient(TestClients.clientOf(scope));
  }

  /** The {@code Authorization} header of that client; with all its scopes when none is named. */
  public static String ofClient(String clientId, String... scopes) {
    var request =
        given()
            .auth()
            .preemptive()
            .basic(clientId, TestClients.secretOf(clientId))
            .formParam("grant_type", "client_credentials");
    if (scopes.length > 0) {
      request.formParam("scope", String.join(" ", scopes));
    }
    var token = request.post("/oauth2/token").then().statusCode(200).extract().path("access_token");
    return "Bearer " + token;
  }
}
