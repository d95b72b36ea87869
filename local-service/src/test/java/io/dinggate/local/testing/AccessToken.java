package io.dinggate.local.testing;

import static io.restassured.RestAssured.given;

/** Access tokens of the clients in {@link TestClients}, from the real token endpoint. */
public final class AccessToken {

  private AccessToken() {}

  /** The {@code Authorization} header of a program that may do {@code scope} and nothing else. */
  public static String withScope(String scope) {
    return ofClient(TestClients.clientOf(scope));
  }

  /** The {@code Authorization} header of that client. */
  public static String ofClient(String clientId) {
    var token =
        given()
            .auth()
            .preemptive()
            .basic(clientId, TestClients.secretOf(clientId))
            .formParam("grant_type", "client_credentials")
            .post("/oauth2/token")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
    return "Bearer " + token;
  }
}
