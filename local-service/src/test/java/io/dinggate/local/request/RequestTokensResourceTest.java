package io.dinggate.local.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.LogLines;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.request.DepartmentsRequest;
import io.dinggate.model.request.MessageRequest;
import io.dinggate.model.request.RequestBody;
import io.dinggate.model.request.RequestToken;
import io.dinggate.model.request.UserRequest;
import io.quarkus.test.junit.QuarkusMock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may have signed what, and what is signed. */
@LocalServiceTest
class RequestTokensResourceTest {

  private static final CorpId CORP = new CorpId("ding-example");

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject TestDatabase database;
  @Inject ObjectMapper json;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  @ConfigProperty(name = "dinggate.cloud.url")
  URI cloudUrl;

  @BeforeEach
  void begin() {
    clock.reset();
    cloud.reset();
    database.run("delete from request");
    TestSigner.install();
  }

  /** The same as on the way by the site. */
  @ParameterizedTest
  @CsvSource({
    "nobody,         message to anna, 401",
    "nobody,         user anna,       401",
    "nobody,         departments,     401",
    "anna,           message to anna, 201",
    "anna,           message to ben,  403",
    "anna,           user anna,       201",
    "anna,           user ben,        403",
    "anna,           departments,     403",
    "olga,           message to anna, 201",
    "olga,           user ben,        201",
    "olga,           departments,     201",
    "messages:send,  message to anna, 201",
    "messages:send,  user anna,       403",
    "messages:send,  departments,     403",
    "users:read,     message to anna, 403",
    "users:read,     user anna,       201",
    "users:read,     departments,     201",
    "messages:read,  message to anna, 403",
    "operator,       message to anna, 403",
    "operator,       user anna,       403",
    "operator,       departments,     403"
  })
  void whoMayAskHereMayAskByWayOfTheCloud(String who, String what, int status) {
    caller(who).body(body(what)).post("/api/v1/request-tokens").then().statusCode(status);

    assertThat(database.number("select count(*) from request")).isEqualTo(status == 201 ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"kind":"message","message":{"recipients":[{"corp":"ding-foreign","userId":"anna"}],
         "content":{"type":"text","content":"x"}}}""",
        """
        {"kind":"user","user":{"corp":"ding-foreign","userId":"anna"}}""",
        """
        {"kind":"departments","parent":{"corp":"ding-foreign","departmentId":1}}"""
      })
  void corpOfSomebodyElseIsRefused(String body) {
    as.client(TestClients.BOOKS)
        .body(body)
        .post("/api/v1/request-tokens")
        .then()
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"));

    assertThat(database.number("select count(*) from request")).isZero();
  }

  @Test
  void whatIsSignedIsTheBodyByteByByte() throws Exception {
    var before = Instant.now();

    var answer = sign(as.client(TestClients.BOOKS), Bodies.MESSAGE);

    answer.then().statusCode(201).header("Location", endsWith("/api/v1/requests/" + id(answer)));
    assertThat(answer.<String>path("url")).isEqualTo(cloudUrl + RequestToken.PATH);
    var claims = SignedJWT.parse(answer.<String>path("token")).getJWTClaimsSet();
    assertThat(claims.getJWTID()).isEqualTo(id(answer).toString());
    assertThat(claims.getSubject()).isEqualTo("client:books");
    assertThat(claims.getStringClaim(RequestToken.ORIGIN)).isEqualTo(site.toString());
    assertThat(claims.getStringClaim(RequestToken.BODY))
        .isEqualTo(RequestToken.digest(answer.<String>path("body")));
    assertThat(Instant.parse(answer.path("expiresAt")))
        .isEqualTo(claims.getExpirationTime().toInstant())
        .isBetween(before.plusSeconds(119), Instant.now().plusSeconds(120));
    assertThat(id(answer).version()).isEqualTo(7);
  }

  @Test
  void bodiesAreWhatTheCloudReads() throws Exception {
    var anna = new UserRef(CORP, new UserId("anna"));

    assertThat(signedBody(Bodies.USER)).isEqualTo(new UserRequest(anna, null));
    assertThat(signedBody(Bodies.DEPARTMENTS))
        .isEqualTo(new DepartmentsRequest(new DepartmentRef(CORP, 1), null));
    assertThat(signedBody(Bodies.MESSAGE))
        .isInstanceOfSatisfying(
            MessageRequest.class,
            request -> {
              assertThat(request.message().recipients()).containsExactly(anna);
              assertThat(request.message().content()).isEqualTo(new TextContent("hello"));
            });
  }

  @Test
  void staffAreResolvedWhenItIsSigned() throws Exception {
    var tenant = "t-" + UUID.randomUUID();
    as.client(TestClients.BOOKS)
        .body("{\"corp\":\"ding-example\",\"userId\":\"ben\"}")
        .put("/api/v1/bindings/" + tenant + "/7")
        .then()
        .statusCode(200);
    var body =
        """
        {"kind":"message","message":{
          "recipients":[{"tenantId":"%1$s","staffId":"7"},{"tenantId":"%1$s","staffId":"8"},
                        {"corp":"ding-example","departmentId":7}],
          "content":{"type":"text","content":"x"}}}\
        """
            .formatted(tenant);

    var signed = (MessageRequest) signedBody(body);

    assertThat(signed.message().recipients()).containsExactly(new UserRef(CORP, new UserId("ben")));
    assertThat(signed.message().departments()).containsExactly(new DepartmentRef(CORP, 7));
  }

  @Test
  void messageToNobodyIsNotSigned() {
    sign(
            as.client(TestClients.BOOKS),
            """
            {"kind":"message","message":{"recipients":[{"tenantId":"nobody","staffId":"8"}],
             "content":{"type":"text","content":"x"}}}""")
        .then()
        .statusCode(400)
        .body("violations[0].path", equalTo("message.recipients"));
  }

  @Test
  void programMaySignForAnotherOriginAndAPersonMayNot() throws Exception {
    var body = Bodies.withOrigin(Bodies.USER, "https://app.example.com");

    var answer = sign(as.client(TestClients.BOOKS), body);
    assertThat(
            SignedJWT.parse(answer.<String>path("token"))
                .getJWTClaimsSet()
                .getStringClaim(RequestToken.ORIGIN))
        .isEqualTo("https://app.example.com");

    sign(as.person(People.ANNA), body)
        .then()
        .statusCode(400)
        .body("violations[0].path", equalTo("origin"));
  }

  @Test
  void siteWithoutAKeySaysSoAndStoresNothing() {
    QuarkusMock.installMockForType(
        new RequestSigner(null, "RS256", "site-1", "https://cloud.example"), RequestSigner.class);

    sign(as.person(People.ANNA), Bodies.USER)
        .then()
        .statusCode(503)
        .body("code", equalTo("requests-not-set-up"));

    assertThat(database.number("select count(*) from request")).isZero();
  }

  @Test
  void callerHasABoundedNumberOfRequestsOpen() {
    database.run(
        """
        insert into request (id, caller, kind, state, created_at, expires_at)
        select gen_random_uuid(), 'client:books', 'USER', 'WAITING', now(), now() + interval '1 m'
        from generate_series(1, 199)
        """);
    sign(as.client(TestClients.BOOKS), Bodies.USER).then().statusCode(201);

    sign(as.client(TestClients.BOOKS), Bodies.USER)
        .then()
        .statusCode(429)
        .body("code", equalTo("rate-limited"))
        .header("Retry-After", equalTo("120"));
    sign(as.client(TestClients.OTHER_BOOKS), Bodies.USER).then().statusCode(201);

    clock.advance(Duration.ofMinutes(3));
    sign(as.client(TestClients.BOOKS), Bodies.USER).then().statusCode(201);
  }

  @Test
  void whatTheCloudWouldNotReadIsNotSigned() {
    var recipients = new StringBuilder();
    for (var number = 0; number < 4000; number++) {
      recipients
          .append("{\"corp\":\"ding-example\",\"userId\":\"")
          .append("u".repeat(40))
          .append(number)
          .append("\"},");
    }
    recipients.setLength(recipients.length() - 1);

    sign(
            as.client(TestClients.BOOKS),
            "{\"kind\":\"message\",\"message\":{\"recipients\":["
                + recipients
                + "],\"content\":{\"type\":\"text\",\"content\":\"x\"}}}")
        .then()
        .statusCode(413)
        .body("code", equalTo("body-too-large"))
        .body("detail", containsString("262144"));
  }

  @Test
  void contentStandsSealedAndTheTokenNowhere() {
    try (var log = LogLines.of("")) {
      var answer = sign(as.client(TestClients.BOOKS), Bodies.message("anna", "planted-words"));
      assertThat(answer.statusCode()).isEqualTo(201);

      var token = answer.<String>path("token");
      assertThat(database.dump("request"))
          .contains(id(answer).toString())
          .doesNotContain("planted-words", "anna", token);
      assertThat(String.join("\n", log.all())).doesNotContain("planted-words", token);
    }
  }

  private RequestBody signedBody(String body) throws Exception {
    var answer = sign(as.client(TestClients.BOOKS), body);
    assertThat(answer.statusCode()).isEqualTo(201);
    return json.readValue(answer.<String>path("body"), RequestBody.class);
  }

  private static Response sign(RequestSpecification caller, String body) {
    return caller.body(body).post("/api/v1/request-tokens");
  }

  private static UUID id(Response answer) {
    return UUID.fromString(answer.path("id"));
  }

  private RequestSpecification caller(String who) {
    return switch (who) {
      case "nobody" -> as.nobody();
      case "anna" -> as.person(People.ANNA);
      case "olga" -> as.person(People.OLGA);
      default -> as.client(TestClients.clientOf(who));
    };
  }

  private static String body(String what) {
    return switch (what) {
      case "message to anna" -> Bodies.MESSAGE;
      case "message to ben" -> Bodies.message("ben", "x");
      case "user anna" -> Bodies.USER;
      case "user ben" -> Bodies.user("ben");
      default -> Bodies.DEPARTMENTS;
    };
  }
}
