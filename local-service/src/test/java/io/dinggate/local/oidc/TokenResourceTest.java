package io.dinggate.local.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@LocalServiceTest
class TokenResourceTest {

  @Inject TestClock clock;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  @AfterEach
  void reset() {
    clock.reset();
  }

  @Test
  void aClientGetsATokenThatThePublishedKeyVerifies() throws Exception {
    var answer =
        as("users-read").formParam("grant_type", "client_credentials").post("/oauth2/token");
    answer
        .then()
        .statusCode(200)
        .header("Cache-Control", Matchers.containsString("no-store"))
        .body("token_type", Matchers.equalTo("Bearer"))
        .body("expires_in", Matchers.equalTo(300))
        .body("scope", Matchers.equalTo("users:read"));
    var token = SignedJWT.parse(answer.<String>path("access_token"));
    var keys = JWKSet.parse(given().get("/oauth2/jwks").body().asString());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    assertThat(key.isPrivate()).isFalse();
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(token.getHeader().getAlgorithm()).hasToString("RS256");
    assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(site.toString());
    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(site.toString());
    assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("users-read");
  }

  @Test
  void aWrongSecretIsRefusedInTheWordsOfOAuth() {
    given()
        .auth()
        .preemptive()
        .basic("users-read", "wrong")
        .formParam("grant_type", "client_credentials")
        .post("/oauth2/token")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", Matchers.startsWith("Basic"))
        .body("error", Matchers.equalTo("invalid_client"));
  }

  @Test
  void moreThanTheFileAllowsIsRefused() {
    as("users-read")
        .formParam("grant_type", "client_credentials")
        .formParam("scope", "users:read operator")
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .body("error", Matchers.equalTo("invalid_scope"));
  }

  @Test
  void onlyClientCredentialsAreGranted() {
    as("users-read")
        .formParam("grant_type", "password")
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .body("error", Matchers.equalTo("unsupported_grant_type"));
    as("users-read").post("/oauth2/token").then().statusCode(400);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, {}",
    "application/x-www-form-urlencoded, grant_type=%zz",
    "application/x-www-form-urlencoded, %",
    "application/x-www-form-urlencoded;charset=foo, grant_type=client_credentials"
  })
  void whatIsNoFormIsTheClientsFault(String type, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(site.resolve("/oauth2/token"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    try (var http = HttpClient.newHttpClient()) { // RestAssured sends no form that it cannot read
      var answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\":\"invalid_request\"");
    }
  }

  @Test
  void aForgedOrForeignTokenIsRefused() {
    var real = AccessToken.withScope("users:read");
    var forged = real.substring(0, real.length() - 6) + "AAAAAA";
    for (var bad : List.of(forged, "Bearer x.y.z", "Bearer ", "Basic dTpw")) {
      given()
          .header("Authorization", bad)
          .contentType("application/json")
          .body("{}")
          .post("/api/v1/users/search")
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .header("WWW-Authenticate", Matchers.startsWith("Bearer"));
    }
  }

  @Test
  void anExpiredTokenIsRefused() {
    clock.advance(Duration.ofHours(-1));
    var expired = AccessToken.withScope("users:read");
    given()
        .header("Authorization", expired)
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/users/search")
        .then()
        .statusCode(401);
  }

  @Test
  void aTokenThatWasTakenIsRefusedOnceItHasExpired() {
    clock.advance(Duration.ofSeconds(-295)); // of the 300 that a token lives
    var token = AccessToken.withScope("users:read");
    clock.reset();
    assertThat(search(token)).isEqualTo(200);
    assertThat(search(token)).isEqualTo(200);
    await().until(() -> search(token) == 401);
  }

  @Test
  void aTokenThatWasTakenMakesNoOtherGood() {
    var token = AccessToken.withScope("users:read");
    assertThat(search(token)).isEqualTo(200);
    assertThat(search(token.substring(0, token.length() - 6) + "AAAAAA")).isEqualTo(401);
    assertThat(search(token.substring(0, token.lastIndexOf('.') + 1))).isEqualTo(401);
    assertThat(search(token)).isEqualTo(200);
  }

  @Test
  void bothMetadataDocumentsNameTheEndpoints() {
    for (var path : List.of("oauth-authorization-server", "openid-configuration")) {
      given()
          .get("/.well-known/" + path)
          .then()
          .statusCode(200)
          .body("issuer", Matchers.equalTo(site.toString()))
          .body("token_endpoint", Matchers.equalTo(site + "/oauth2/token"))
          .body("jwks_uri", Matchers.equalTo(site + "/oauth2/jwks"))
          .body("grant_types_supported", Matchers.contains("client_credentials"));
    }
  }

  @Test
  void theHostHeaderChangesNothing() {
    given()
        .header("Host", "evil.example")
        .header("X-Forwarded-Host", "evil.example")
        .get("/.well-known/openid-configuration")
        .then()
        .body("issuer", Matchers.equalTo(site.toString()));
  }

  private static int search(String token) {
    return given()
        .header("Authorization", token)
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/users/search")
        .statusCode();
  }

  private static RequestSpecification as(String clientId) {
    return given().auth().preemptive().basic(clientId, TestClients.secretOf(clientId));
  }
}
