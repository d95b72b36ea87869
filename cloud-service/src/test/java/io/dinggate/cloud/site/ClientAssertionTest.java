package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.SiteKeys;
import io.dinggate.platform.Ids;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code private_key_jwt} (RFC 7523) as a site meets it: over HTTP, with its registered key. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class ClientAssertionTest {

  private static final String ENDPOINT = CloudWorld.PUBLIC_URL + "/oauth2/token";

  @Inject Clock clock;

  Sandbox sandbox;
  private String east;
  private String north;

  @BeforeEach
  void findSites() {
    east = sandbox.world().site("east").clientId();
    north = sandbox.world().site("north").clientId();
  }

  @Test
  void assertionBuysATokenThatServesItsSite() throws JOSEException {
    corpsWith(accepted(byEast(claims(east)))).body("items[0].corp", equalTo("dingeast00000001"));
    corpsWith(accepted(byNorth(claims(north)))).body("items[0].corp", equalTo("dingnorth0000001"));
  }

  @Test
  void issuerIsAnAudienceAsGoodAsTheEndpoint() {
    accepted(byEast(claims(east).audience(CloudWorld.PUBLIC_URL)));
  }

  @Test
  void assertionServesOnce() {
    var assertion = byEast(claims(east));

    accepted(assertion);

    refused(assertion, "used before");
  }

  @Test
  void assertionIdIsTheSitesOwn() throws JOSEException {
    var id = Ids.uuidV7().toString();

    accepted(byEast(claims(east).jwtID(id)));
    accepted(byNorth(claims(north).jwtID(id)));
  }

  @Test
  void assertionMeantForOthersIsRefused() {
    refused(byEast(claims(east).audience("https://elsewhere.example/oauth2/token")), "aud must be");
    refused(byEast(claims(east).audience((String) null)), "aud must be");
  }

  @Test
  void assertionNeedsAnIdAndAnEnd() {
    refused(byEast(claims(east).jwtID(null)), "jti must be");
    refused(byEast(claims(east).expirationTime(null)), "exp is missing");
  }

  @Test
  void expiredAssertionIsRefusedWithTheClockDifference() {
    // A second may begin meanwhile: it changes the last digit only.
    var late = byEast(claims(east).issueTime(in(-90)).expirationTime(in(-80)));

    refused(late, "it says it was issued 9");
    refused(late, " s before this server's clock, compare the clocks");
  }

  @Test
  void assertionThatLivesTooLongIsRefused() {
    refused(byEast(claims(east).expirationTime(in(70))), "may live for 60 s at most");
    refused(
        byEast(claims(east).issueTime(null).expirationTime(in(130))), "may live for 60 s at most");
  }

  @Test
  void clockOfASiteMayBeOffByAMinuteAndNoMore() {
    accepted(byEast(claims(east).issueTime(in(50)).expirationTime(in(60))));
    accepted(byEast(claims(east).issueTime(in(-60)).expirationTime(in(-50))));

    refused(
        byEast(claims(east).issueTime(in(100)).expirationTime(in(110))),
        "ahead of this server's clock; set the client's clock");
  }

  @Test
  void keyThatIsNotTheSitesIsRefused() throws JOSEException {
    refused(sign(signer(SiteKeys.rsa("east-1")), header(JWSAlgorithm.RS256), claims(east)), "key");
    refused(byNorth(claims(east)), "key");
    refused(byEast(claims(north)), "key");
    refused(byEast(claims("nobody")), "key");
  }

  @Test
  void unsignedAssertionIsRefused() {
    refused(new PlainJWT(claims(east).build()).serialize(), "not a signed JWT");
    refused("rubbish", "not a signed JWT");
  }

  @Test
  void hmacKeyedWithTheRegisteredKeyIsRefused() throws JOSEException {
    var key = SiteKeys.EAST.toPublicKey().getEncoded();
    var pem = SiteKeys.EAST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);

    refused(sign(new MACSigner(key), header(JWSAlgorithm.HS256), claims(east)), "key");
    refused(sign(new MACSigner(pem), header(JWSAlgorithm.HS256), claims(east)), "key");
  }

  @Test
  void assertionSpeaksForItsOwnClientOnly() {
    var form = form(byEast(claims(east)));

    refused(request(with(form, "client_id", north)), "another client");
    refused(byEast(claims(east).issuer(north)), "iss and sub");
  }

  @Test
  void secondWayToAuthenticateIsRefused() {
    given()
        .auth()
        .preemptive()
        .basic(east, sandbox.world().site("east").clientSecret())
        .formParams(form(byEast(claims(east))))
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .contentType(ContentType.JSON)
        .body("error", equalTo("invalid_request"));
  }

  private static String accepted(String assertion) {
    return request(form(assertion)).statusCode(200).extract().path("access_token");
  }

  private static void refused(String assertion, String why) {
    refused(request(form(assertion)), why);
  }

  /** RFC 6749 section 5.2. */
  private static void refused(ValidatableResponse answer, String why) {
    answer
        .statusCode(401)
        .contentType(ContentType.JSON)
        .header("Cache-Control", "no-store")
        .header("WWW-Authenticate", startsWith("Basic"))
        .body("size()", is(2))
        .body("error", equalTo("invalid_client"))
        .body("error_description", containsString(why));
  }

  private static ValidatableResponse request(Map<String, String> form) {
    return given().formParams(form).post("/oauth2/token").then();
  }

  private static Map<String, String> form(String assertion) {
    return Map.of(
        "grant_type", "client_credentials",
        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion", assertion,
        "scope", "users:read");
  }

  private static Map<String, String> with(Map<String, String> form, String name, String value) {
    var more = new HashMap<>(form);
    more.put(name, value);
    return more;
  }

  private static ValidatableResponse corpsWith(String token) {
    return given()
        .auth()
        .oauth2(token)
        .get("/api/v1/directory/corps")
        .then()
        .statusCode(200)
        .body("items.size()", is(1));
  }

  private JWTClaimsSet.Builder claims(String clientId) {
    return new JWTClaimsSet.Builder()
        .issuer(clientId)
        .subject(clientId)
        .audience(ENDPOINT)
        .issueTime(in(0))
        .expirationTime(in(10))
        .jwtID(Ids.uuidV7().toString());
  }

  private Date in(long seconds) {
    return Date.from(clock.instant().plusSeconds(seconds));
  }

  private static String byEast(JWTClaimsSet.Builder claims) {
    return sign(signer(SiteKeys.EAST), header(JWSAlgorithm.RS256), claims);
  }

  private static String byNorth(JWTClaimsSet.Builder claims) throws JOSEException {
    return sign(new ECDSASigner(SiteKeys.NORTH), header(JWSAlgorithm.ES256), claims);
  }

  private static JWSSigner signer(RSAKey key) {
    try {
      return new RSASSASigner(key);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static JWSHeader header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).build();
  }

  private static String sign(JWSSigner signer, JWSHeader header, JWTClaimsSet.Builder claims) {
    try {
      var jwt = new SignedJWT(header, claims.build());
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
