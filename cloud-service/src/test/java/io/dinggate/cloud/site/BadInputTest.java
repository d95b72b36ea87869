package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a caller does wrong is answered with a problem that says what, and never with a 5xx. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class BadInputTest {

  private static final String MESSAGE = "/api/v1/messages/m-1";
  private static final String CHALLENGE = "c".repeat(43);

  Sandbox sandbox;
  private String token;

  @BeforeEach
  void getToken() {
    token = SiteCaller.token(sandbox.world().site("east"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{",
        "[]",
        "\"text\"",
        "4711",
        "{} {}",
        "{}garbage",
        "{'recipients':[]}",
        "{\"recipients\":null}",
        "{\"recipients\":\"wangfang\"}",
        "{\"recipients\":[null],\"content\":{\"type\":\"text\",\"content\":\"x\"}}",
        "{\"recipients\":[{}],\"content\":{\"type\":\"text\",\"content\":\"x\"}}",
        "{\"recipients\":[{\"corp\":\"a b\",\"userId\":\"x\"}],\"content\":null}",
        "{\"recipients\":[{\"corp\":1,\"userId\":2}],\"content\":{\"type\":\"text\",\"content\":\"x\"}}",
        "{\"recipients\":[{\"corp\":{},\"userId\":[]}],\"content\":{\"type\":\"text\",\"content\":\"x\"}}"
      })
  void bodiesThatAreNoMessageAreRefused(String body) {
    refused(as().body(body).put(MESSAGE), 400, "validation");
  }

  @Test
  void everythingWrongIsNamedWithItsPlace() {
    content("{\"type\":\"text\",\"content\":\"\"}", "content.content");
    content("{\"type\":\"text\"}", "content.content");
    content("{\"type\":\"text\",\"content\":4711}", "content.content");
    content("{\"type\":\"text\",\"content\":\"x\",\"bold\":true}", "content.bold");
    content("{\"type\":\"film\"}", "content");
    content("{\"content\":\"x\"}", "content");
    content(
        "{\"type\":\"link\",\"title\":\"t\",\"text\":\"x\",\"picUrl\":\"@a\"}",
        "content.messageUrl");
    content(
        "{\"type\":\"link\",\"title\":\"t\",\"text\":\"x\",\"picUrl\":\"@a\",\"messageUrl\":\"ftp://a\"}",
        "content.messageUrl");
    content("{\"type\":\"text\",\"content\":\"" + "中".repeat(700) + "\"}", "content");
    content(
        "{\"type\":\"template\",\"templateId\":\"t\",\"variables\":{\"a\":null}}",
        "content.variables.a");
  }

  private void content(String content, String path) {
    var answer =
        as().body(
                "{\"recipients\":[{\"corp\":\"dingeast00000001\",\"userId\":\"wangfang\"}],\"content\":"
                    + content
                    + "}")
            .put(MESSAGE);
    refused(answer, 400, "validation");
    assertThat(answer.<List<String>>path("violations.path"))
        .as(answer.asString())
        .containsExactly(path);
  }

  @Test
  void unknownMembersAreNamed() {
    var answer =
        as().body(
                Map.of("codeChallenge", CHALLENGE, "returnUrl", "http://localhost:8081/x", "x", 1))
            .post("/api/v1/logins");

    refused(answer, 400, "validation");
    assertThat(answer.<String>path("violations[0].path")).isEqualTo("x");
  }

  @Test
  void membersThatStandThereTwiceAreRefused() {
    refused(
        as().body("{\"ticket\":\"a\",\"ticket\":\"b\",\"codeVerifier\":\"c\"}")
            .post("/api/v1/logins/redeem"),
        400,
        "validation");
  }

  @ParameterizedTest
  @CsvSource({
    "codeChallenge, short",
    "codeChallenge, 'has spaces in it, and is forty-three chars.'",
    "returnUrl, 'http://[broken'",
    "corp, 'not a corp'",
    "app, 'not/an/app'",
    "exclusiveLogin, maybe"
  })
  void startOfALoginIsChecked(String member, String value) {
    var request = new HashMap<String, Object>();
    request.put("codeChallenge", CHALLENGE);
    request.put("returnUrl", "http://localhost:8081/login/return");
    request.put(member, value);

    var answer = as().body(request).post("/api/v1/logins");
    refused(answer, 400, "validation");
    assertThat(answer.<String>path("violations[0].path")).isEqualTo(member);
    assertThat(answer.asString()).doesNotContain(value);
  }

  @Test
  void tooManyRecipientsAreRefused() {
    var recipients =
        IntStream.range(0, 10_001)
            .mapToObj(i -> Map.of("corp", "dingeast00000001", "userId", "u" + i))
            .toList();
    var body = Map.of("recipients", recipients, "content", Map.of("type", "text", "content", "x"));

    refused(as().body(body).put(MESSAGE), 400, "validation");
  }

  @Test
  void bodyBeyondTheLimitIsRefused() {
    var answer =
        as().body("{\"ticket\":\"" + "x".repeat(2_100_000) + "\"}").post("/api/v1/logins/redeem");

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void deepNestingIsRefused() {
    refused(as().body("[".repeat(20_000)).put(MESSAGE), 400, "validation");
    refused(as().body("{\"content\":".repeat(20_000)).put(MESSAGE), 400, "validation");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    refused(as().body(new byte[] {'{', '"', (byte) 0xff, '"'}).put(MESSAGE), 400, "validation");
    refused(as().body(new byte[] {0, 0, 0}).put(MESSAGE), 400, "validation");
  }

  @Test
  void otherMediaTypesAreRefused() {
    for (var type : List.of("text/plain", "application/xml", "application/x-www-form-urlencoded")) {
      refused(
          given().auth().oauth2(token).contentType(type).body("a=b").put(MESSAGE),
          415,
          "unsupported-media-type");
    }
    refused(as().accept("image/png").get("/api/v1/directory/corps"), 406, "not-acceptable");
  }

  @Test
  void otherMethodsAreRefusedWithTheRightOnes() {
    refused(as().delete(MESSAGE), 405, "method-not-allowed");
    refused(as().get("/api/v1/logins"), 405, "method-not-allowed");
    refused(as().put("/api/v1/directory/corps"), 405, "method-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/api/v1",
        "/api/v2/messages/m-1",
        "/api/v1/messages",
        "/api/v1/messages/m-1/receipts",
        "/api/v1/logins/",
        "/.git/config",
        "/login",
        "/api/v1/directory/corps/x"
      })
  void unknownPathsAreNotFound(String path) {
    var answer = as().get(path);

    assertThat(answer.statusCode()).as(answer.asString()).isIn(404, 405);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/messages/has%20space",
        "/api/v1/messages/%2e%2e%2fadmin",
        "/api/v1/messages/%00",
        "/api/v1/messages/中",
        "/api/v1/directory/corps/a%20b/users/x",
        "/api/v1/directory/corps/dingeast00000001/users/a%20b",
        "/api/v1/directory/corps/dingeast00000001/users/x?app=a%20b"
      })
  void misshapenIdsAreRefused(String path) {
    var answer = as().urlEncodingEnabled(false).get(path);

    assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void tooLongIdsAreRefused() {
    var answer = as().get("/api/v1/messages/" + "m".repeat(65));

    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void randomBodiesNeverBreakAnything() {
    var random = Randomly.forPurpose("random bodies of sites");
    var count = Randomly.count("random bodies of sites, per endpoint", 25, 500);
    for (var path :
        List.of(
            "/api/v1/logins",
            "/api/v1/logins/redeem",
            "/api/v1/logins/acknowledge",
            "/api/v1/logins/abandon",
            "/api/v1/logins/in-app",
            "/api/v1/directory/corps/dingeast00000001/users/find")) {
      for (var i = 0; i < count; i++) {
        var body = new byte[random.nextInt(200)];
        random.nextBytes(body);
        if (i % 2 == 0 && body.length > 1) {
          body[0] = '{';
          body[body.length - 1] = '}';
        }
        var answer = as().body(body).post(path);

        assertThat(answer.statusCode())
            .as(path + " " + new String(body, StandardCharsets.ISO_8859_1))
            .isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
      }
    }
  }

  private RequestSpecification as() {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  private static void refused(Response answer, int status, String code) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("status", equalTo(status))
        .body("title", not(blankOrNullString()))
        .body("remedy", not(blankOrNullString()))
        .body("requestId", not(blankOrNullString()));
    assertThat(answer.asString())
        .doesNotContain("io.dinggate", "Exception", "jackson", "java.", "quarkus", "org.");
  }
}
