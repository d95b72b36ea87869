package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.platform.Tokens;
import io.dinggate.platform.keys.SigningKeys;
import io.dinggate.sandbox.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class AccessTokenTest {

  @Inject CloudConfig cloud;
  @Inject SigningKeys keys;
  @Inject MeterRegistry meters;

  Sandbox sandbox;

  @Test
  void tokenOfASiteIsAccepted() {
    corps(SiteCaller.token(sandbox.world().site("east")))
        .statusCode(200)
        .body("items[0].corp", equalTo("dingeast00000001"));
    corps(signed(claims())).statusCode(200);
  }

  @Test
  void withoutTokenTheAnswerSaysHowToSendOne() {
    given()
        .get("/api/v1/directory/corps")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body("code", equalTo("unauthenticated"));
  }

  @Test
  void tokensThatAreNotOursAreRefused() throws JOSEException {
    var key = keys.active();

    refused("rubbish");
    refused("a.b.c");
    refused(Tokens.random256());
    refused("x".repeat(6000));
    refused(new PlainJWT(claims().build()).serialize());
    refused(signed(claims().audience("somebody-else")));
    refused(signed(claims().issuer("https://issuer.invalid")));
    refused(signed(claims().expirationTime(at(-120))));
    refused(signed(claims().expirationTime(null)));
    refused(sign(new RSASSASigner(stranger()), header(JWSAlgorithm.RS256, key.id()), claims()));
    refused(sign(new RSASSASigner(stranger()), header(JWSAlgorithm.RS256, "other"), claims()));
    refused(sign(new RSASSASigner(stranger()), header(JWSAlgorithm.RS256, null), claims()));
  }

  @Test
  void hmacKeyedWithThePublishedKeyIsRefused() throws JOSEException, ParseException {
    var published =
        JWKSet.parse(keys.publicJwks()).getKeys().getFirst().toRSAKey().toRSAPublicKey();

    refused(
        sign(
            new MACSigner(published.getEncoded()),
            header(JWSAlgorithm.HS256, keys.active().id()),
            claims()));
  }

  @Test
  void siteThatHasLeftTheRegistryIsUnknown() {
    corps(signed(claims().subject("gone")))
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("site-unknown"));
    corps(signed(claims().subject("not a site id")))
        .statusCode(401)
        .body("code", equalTo("site-unknown"));
  }

  @Test
  void tokenThatWasTakenIsRefusedOnceItHasExpired() {
    var token = signed(claims().expirationTime(at(5)));
    corps(token).statusCode(200);
    corps(token).statusCode(200);
    await().untilAsserted(() -> refused(token));
  }

  @Test
  void tokenThatWasTakenMakesNoOtherGood() throws JOSEException {
    var claims = claims();
    var token = signed(claims);
    corps(token).statusCode(200);
    refused(token.substring(0, token.length() - 6) + "AAAAAA");
    refused(token.substring(0, token.lastIndexOf('.') + 1));
    refused(
        sign(new RSASSASigner(stranger()), header(JWSAlgorithm.RS256, keys.active().id()), claims));
    corps(token).statusCode(200);
  }

  @Test
  void missingScopeIsForbidden() {
    corps(SiteCaller.token(sandbox.world().site("east"), "logins", "messages:send"))
        .statusCode(403)
        .contentType("application/problem+json")
        .body("code", equalTo("forbidden"));
  }

  @Test
  void floodOfUnknownKeysFetchesNoKeys() throws JOSEException {
    var before = keyFetches();
    var signer = new RSASSASigner(stranger());

    for (var i = 0; i < 100; i++) {
      refused(sign(signer, header(JWSAlgorithm.RS256, "flood-" + i), claims()));
    }

    assertThat(keyFetches()).isEqualTo(before);
  }

  private long keyFetches() {
    return meters.find("http.server.requests").tag("uri", "/oauth2/jwks").timers().stream()
        .mapToLong(timer -> timer.count())
        .sum();
  }

  private static void refused(String token) {
    corps(token)
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body("code", equalTo("unauthenticated"));
  }

  private static ValidatableResponse corps(String token) {
    return given().auth().oauth2(token).get("/api/v1/directory/corps").then();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(cloud.publicUrl().toString())
        .subject("east")
        .audience("dinggate-cloud")
        .issueTime(at(-10))
        .expirationTime(at(290))
        .claim("scope", "users:read");
  }

  private static Date at(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private String signed(JWTClaimsSet.Builder claims) {
    var key = keys.active();
    return sign(new RSASSASigner(key.privateKey()), header(JWSAlgorithm.RS256, key.id()), claims);
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
    return new JWSHeader.Builder(algorithm).keyID(keyId).type(new JOSEObjectType("at+jwt")).build();
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

  private static PrivateKey stranger() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair().getPrivate();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
