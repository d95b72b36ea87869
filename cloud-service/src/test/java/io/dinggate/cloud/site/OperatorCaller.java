package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;

import io.dinggate.cloud.testing.RegistryYaml;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Calls the API as the operator of the test registry. */
public final class OperatorCaller {

  private OperatorCaller() {}

  /** With a fresh token. */
  public static RequestSpecification as() {
    return given().auth().oauth2(token()).contentType(ContentType.JSON);
  }

  /** An access token, of all that the operator may have. */
  public static String token() {
    return tokenFor("").then().statusCode(200).extract().path("access_token");
  }

  /** Asks for a token with that scope. */
  static Response tokenFor(String scope) {
    return given()
        .auth()
        .preemptive()
        .basic(RegistryYaml.OPERATOR_CLIENT, RegistryYaml.OPERATOR_SECRET)
        .formParams(Map.of("grant_type", "client_credentials", "scope", scope))
        .post("/oauth2/token");
  }
}
