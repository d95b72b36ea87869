package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class TokenResourceTest {

  @Inject CloudConfig cloud;

  @TestHTTPResource("/oauth2/token")
  URI endpoint;

  Sandbox sandbox;
  private World.Site east;

  @BeforeEach
  void findSite() {
    east = sandbox.world().site("east");
  }

  @Test
  void siteGetsATokenForItsSecret() {
    token(east.clientId(), east.clientSecret())
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("token_type", equalTo("Bearer"))
        .body("expires_in", equalTo(300))
        .body("scope", equalTo("feed:read logins messages:read messages:send users:read"));
  }

  @Test
  void tokenIsSignedByAPublishedKeyAndNamesTheSite() throws ParseException, JOSEException {
    var jwt = SignedJWT.parse(SiteCaller.token(east, "logins"));
    var jwks =
        JWKSet.parse(given().get("/oauth2/jwks").then().statusCode(200).extract().asString());
    var key = jwks.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    var claims = jwt.getJWTClaimsSet();

    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(key.isPrivate()).isFalse();
    assertThat(claims.getSubject()).isEqualTo("east");
    assertThat(claims.getIssuer()).isEqualTo(cloud.publicUrl().toString());
    assertThat(claims.getAudience()).containsExactly("dinggate-cloud");
    assertThat(claims.getStringClaim("scope")).isEqualTo("logins");
    assertThat(claims.getStringClaim("client_id")).isEqualTo(east.clientId());
    assertThat(claims.getJWTID()).isNotBlank();
    assertThat(
            Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void wrongSecretIsRefusedInTheWordsOfTheRfc() {
    token(east.clientId(), "not the secret")
        .statusCode(401)
        .contentType(ContentType.JSON)
        .header("Cache-Control", "no-store")
        .header("WWW-Authenticate", "Basic realm=\"DingGate\"")
        .body("error", equalTo("invalid_client"))
        .body("size()", is(2));
  }

  @Test
  void otherBodiesAreRefusedInTheWordsOfTheRfc() {
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
    given()
        .contentType(ContentType.TEXT)
        .body("grant_type=client_credentials")
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, grant_type=%zz",
    "application/x-www-form-urlencoded, %",
    "application/x-www-form-urlencoded;charset=foo, grant_type=client_credentials"
  })
  void formsThatCannotBeDecodedAreTheClientsFault(String type, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    try (var http = HttpClient.newHttpClient()) { // RestAssured sends no form that it cannot read
      var answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\":\"invalid_request\"");
    }
  }

  @Test
  void duplicatedParametersAreRefused() {
    given()
        .auth()
        .preemptive()
        .basic(east.clientId(), east.clientSecret())
        .formParam("grant_type", List.of("client_credentials", "client_credentials"))
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
  }

  @Test
  void scopeThatNoSiteHasIsRefused() {
    given()
        .auth()
        .preemptive()
        .basic(east.clientId(), east.clientSecret())
        .formParam("grant_type", "client_credentials")
        .formParam("scope", "operator")
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_scope"));
  }

  @Test
  void metadataNamesTheEndpoints() {
    for (var name : List.of("oauth-authorization-server", "openid-configuration")) {
      given()
          .get("/.well-known/" + name)
          .then()
          .statusCode(200)
          .body("issuer", equalTo(cloud.publicUrl().toString()))
          .body("token_endpoint", equalTo(cloud.publicUrl() + "/oauth2/token"))
          .body("jwks_uri", equalTo(cloud.publicUrl() + "/oauth2/jwks"))
          .body("token_endpoint_auth_methods_supported", hasItem("private_key_jwt"))
          .body("scopes_supported", hasItem("messages:send"));
    }
  }

  private static ValidatableResponse token(String clientId, String secret) {
    return given()
        .auth()
        .preemptive()
        .basic(clientId, secret)
        .formParam("grant_type", "client_credentials")
        .post("/oauth2/token")
        .then();
  }
}
