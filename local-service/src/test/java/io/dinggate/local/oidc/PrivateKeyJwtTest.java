package io.dinggate.local.oidc;

import static io.dinggate.local.testing.TestClients.OTHER_ROBOT;
import static io.dinggate.local.testing.TestClients.ROBOT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API clients that prove themselves by {@code private_key_jwt} (RFC 7523), over HTTP. */
@LocalServiceTest
class PrivateKeyJwtTest {

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  @Inject Clock time;
  @Inject TestClock clock;
  @Inject TestDatabase database;
  @Inject UsedAssertions used;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  @ConfigProperty(name = TestClients.DIRECTORY)
  Path directory;

  @BeforeEach
  void reset() {
    clock.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {ROBOT, OTHER_ROBOT})
  void aClientGetsATokenByItsKeyAndTheApiTakesIt(String client) throws Exception {
    var answer = ask(sign(client, good(client)));
    answer.then().statusCode(200).body("scope", equalTo("users:read"));
    given()
        .header("Authorization", "Bearer " + answer.path("access_token"))
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/users/search")
        .then()
        .statusCode(200);
  }

  @Test
  void theIssuerIsAnAudienceToo() throws Exception {
    ask(sign(ROBOT, good(ROBOT).audience(site.toString()))).then().statusCode(200);
  }

  static Stream<Arguments> badClaims() {
    return Stream.of(
        bad("for another server", "aud", (jwt, _) -> jwt.audience("https://other.example/token")),
        bad(
            "for another server as well",
            "aud",
            (jwt, _) ->
                jwt.audience(
                    List.of(jwt.build().getAudience().getFirst(), "https://other.example/token"))),
        bad("for nobody", "aud", (jwt, _) -> jwt.audience((String) null)),
        bad("expired", "expired", (jwt, now) -> times(jwt, now.minusSeconds(121), 60)),
        bad("from the future", "clock", (jwt, now) -> times(jwt, now.plusSeconds(90), 60)),
        bad("living too long", "at most", (jwt, now) -> times(jwt, now, 61)),
        bad("living for ever", "exp", (jwt, _) -> jwt.expirationTime(null)),
        bad("without an id", "jti", (jwt, _) -> jwt.jwtID(null)),
        bad("with an endless id", "jti", (jwt, _) -> jwt.jwtID("x".repeat(256))),
        bad("with an id that no text of the database holds", "jti", (jwt, _) -> jwt.jwtID("a\0b")),
        bad("issued by somebody else", "iss and sub", (jwt, _) -> jwt.issuer(OTHER_ROBOT)),
        bad("about nobody", "iss and sub", (jwt, _) -> jwt.subject(null)));
  }

  @ParameterizedTest
  @MethodSource("badClaims")
  void anAssertionThatDoesNotHoldIsRefusedWithItsReason(
      String reason, BiConsumer<JWTClaimsSet.Builder, Instant> damage) throws Exception {
    var claims = good(ROBOT);
    damage.accept(claims, time.instant());
    refused(ask(sign(ROBOT, claims)), reason);
  }

  @Test
  void anotherKeyThanTheClientsOpensNothing() throws Exception {
    refused(ask(sign(OTHER_ROBOT, good(ROBOT))), "not known, or its key");
    refused(ask(sign(ROBOT, good("nobody"))), "not known, or its key");
    refused(ask(sign(ROBOT, good("users-read"))), "not known, or its key");
  }

  @Test
  void neitherNoSignatureNorThePublishedKeyAsASecretIsASignature() throws Exception {
    refused(ask(new PlainJWT(good(ROBOT).build()).serialize()), "not a signed JWT");
    var hmac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), good(ROBOT).build());
    hmac.sign(new MACSigner(Files.readAllBytes(directory.resolve(ROBOT + ".pem"))));
    refused(ask(hmac.serialize()), "not known, or its key");
  }

  @Test
  void anAssertionSpeaksForItsOwnClientOnly() throws Exception {
    refused(
        form(sign(ROBOT, good(ROBOT))).formParam("client_id", OTHER_ROBOT).post("/oauth2/token"),
        "client_id names another client");
    form(sign(ROBOT, good(ROBOT)))
        .auth()
        .preemptive()
        .basic("users-read", TestClients.secretOf("users-read"))
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
  }

  @Test
  void aUsedAssertionIsRefusedAfterARestartToo() throws Exception {
    var assertion = sign(ROBOT, good(ROBOT));
    ask(assertion).then().statusCode(200);
    refused(ask(assertion), "used before");

    var bean = Arc.container().instance(UsedAssertions.class).getBean();
    Arc.container().getActiveContext(ApplicationScoped.class).destroy(bean);

    refused(ask(assertion), "used before");
  }

  @Test
  void anIdIsUsedUpForItsOwnClientAlone() throws Exception {
    var id = UUID.randomUUID().toString();
    ask(sign(ROBOT, good(ROBOT).jwtID(id))).then().statusCode(200);
    ask(sign(OTHER_ROBOT, good(OTHER_ROBOT).jwtID(id))).then().statusCode(200);
    refused(ask(sign(ROBOT, good(ROBOT).jwtID(id))), "used before");
  }

  @Test
  void aRefusedAssertionUsesUpNothing() throws Exception {
    var id = UUID.randomUUID().toString();
    refused(ask(sign(OTHER_ROBOT, good(ROBOT).jwtID(id))), "its key");
    ask(sign(ROBOT, good(ROBOT).jwtID(id))).then().statusCode(200);
  }

  @Test
  void anAssertionIsRememberedUntilItCouldNotBeAcceptedAnyMore() throws Exception {
    var assertion = sign(ROBOT, good(ROBOT));
    ask(assertion).then().statusCode(200);
    clock.advance(Duration.ofSeconds(90));
    used.forget();
    refused(ask(assertion), "used before");
    clock.advance(Duration.ofSeconds(31));
    used.forget();
    assertThat(database.dump("used_assertions")).doesNotContain(ROBOT);
    refused(ask(assertion), "expired");
  }

  private JWTClaimsSet.Builder good(String client) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(client)
            .subject(client)
            .audience(site + "/oauth2/token")
            .jwtID(UUID.randomUUID().toString());
    return times(claims, time.instant(), 60);
  }

  private static JWTClaimsSet.Builder times(
      JWTClaimsSet.Builder claims, Instant issued, int seconds) {
    return claims
        .issueTime(Date.from(issued))
        .expirationTime(Date.from(issued.plusSeconds(seconds)));
  }

  private String sign(String robot, JWTClaimsSet.Builder claims) throws Exception {
    var key = TestClients.keyOf(directory, robot);
    var ec = key instanceof ECPrivateKey;
    var jwt =
        new SignedJWT(new JWSHeader(ec ? JWSAlgorithm.ES256 : JWSAlgorithm.PS256), claims.build());
    jwt.sign(ec ? new ECDSASigner((ECPrivateKey) key) : new RSASSASigner(key));
    return jwt.serialize();
  }

  private static Response ask(String assertion) {
    return form(assertion).post("/oauth2/token");
  }

  private static RequestSpecification form(String assertion) {
    return given()
        .formParam("grant_type", "client_credentials")
        .formParam("client_assertion_type", TYPE)
        .formParam("client_assertion", assertion);
  }

  private static void refused(Response answer, String reason) {
    answer
        .then()
        .statusCode(401)
        .header("Cache-Control", containsString("no-store"))
        .body("error", equalTo("invalid_client"))
        .body("error_description", containsString(reason));
  }

  private static Arguments bad(
      String name, String reason, BiConsumer<JWTClaimsSet.Builder, Instant> damage) {
    return argumentSet(name, reason, damage);
  }
}
