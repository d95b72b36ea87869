package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jwt.JWTClaimsSet;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.testing.Apps;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.ExternalIssuer;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer that is there anyway takes the place of our own, by configuration alone. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
@QuarkusTestResource(value = ExternalIssuer.class, restrictToAnnotatedClass = true)
class ExternalIssuerTest {

  @Inject AccessTokenIssuer ownIssuer;
  @Inject Registry registry;

  Sandbox sandbox;
  ExternalIssuer issuer;

  @Test
  void tokenOfTheIssuerServesItsSiteAndNoOther() {
    corpsWith(issuer.sign(claims("east").build()))
        .statusCode(200)
        .body("items.size()", is(1))
        .body("items[0].corp", equalTo(Apps.EAST.value()));
    corpsWith(issuer.sign(claims("north").build()))
        .statusCode(200)
        .body("items.size()", is(1))
        .body("items[0].corp", equalTo(Apps.NORTH.value()));
    given()
        .auth()
        .oauth2(issuer.sign(claims("north").build()))
        .get("/api/v1/directory/corps/{corp}/users/wangfang", Apps.EAST.value())
        .then()
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"));
  }

  @Test
  void scopeOfTheIssuersTokenCounts() {
    corpsWith(issuer.sign(claims("east").claim("scope", "logins messages:read").build()))
        .statusCode(403)
        .contentType("application/problem+json")
        .body("code", equalTo("forbidden"));
  }

  @Test
  void clientThatIsNoSiteIsUnknown() {
    corpsWith(issuer.sign(claims("east").claim("azp", "somebody").build()))
        .statusCode(401)
        .body("code", equalTo("site-unknown"));
    corpsWith(issuer.sign(claims("east").claim("azp", null).build()))
        .statusCode(401)
        .body("code", equalTo("site-unknown"));
  }

  @Test
  void tokensOfOthersAreRefused() {
    refused(issuer.forge(claims("east").build()));
    refused(issuer.sign(claims("east").issuer("https://elsewhere.example").build()));
    refused(issuer.sign(claims("east").audience("another-service").build()));
    refused(issuer.sign(claims("east").audience((String) null).build()));
    refused(issuer.sign(claims("east").expirationTime(in(-120)).build()));
    refused("rubbish");
  }

  @Test
  void ourOwnTokensAreRefused() {
    var site = registry.snapshot().site(Apps.EAST_SITE).orElseThrow();

    refused(
        ownIssuer
            .issue(site.id().value(), site.clientId(), Set.of(Scopes.USERS_READ))
            .accessToken());
  }

  @Test
  void ourOwnTokenEndpointSaysThatAnotherOneIssues() {
    var east = sandbox.world().site("east");

    another(
        given()
            .auth()
            .preemptive()
            .basic(east.clientId(), east.clientSecret())
            .formParam("grant_type", "client_credentials")
            .post("/oauth2/token")
            .then());
    another(given().contentType(ContentType.JSON).body("{}").post("/oauth2/token").then());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/oauth2/jwks",
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration"
      })
  void nothingIsPublishedAboutOurOwnIssuer(String path) {
    another(given().get(path).then());
  }

  private static void another(ValidatableResponse answer) {
    answer
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", equalTo("not-found"))
        .body("detail", containsString("another issuer"));
  }

  private static void refused(String token) {
    corpsWith(token)
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body("code", equalTo("unauthenticated"));
  }

  private static ValidatableResponse corpsWith(String token) {
    return given().auth().oauth2(token).get("/api/v1/directory/corps").then();
  }

  private JWTClaimsSet.Builder claims(String site) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.url())
        .subject("b7e0a4f2-service-account")
        .audience("dinggate-cloud")
        .issueTime(in(-10))
        .expirationTime(in(290))
        .claim("azp", sandbox.world().site(site).clientId())
        .claim("scope", "users:read");
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }
}
