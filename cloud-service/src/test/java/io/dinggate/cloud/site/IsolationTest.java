package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.login.FinishedLogin;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.platform.Ids;
import io.dinggate.platform.Tokens;
import io.dinggate.platform.openapi.DocumentRules;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * G6: a site sees and does only what its corps allow. Two sites by two corps by every endpoint:
 * what is off the diagonal is denied. An endpoint without a row fails the test.
 */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class IsolationTest {

  /** Who needs no access token, and what a stranger's call is answered. */
  private static final Map<String, OpenDoor> OPEN =
      Map.of(
          "POST /oauth2/token", new OpenDoor("the client's own credentials", 401),
          "GET /oauth2/jwks", new OpenDoor("public keys", 200),
          "GET /.well-known/oauth-authorization-server", new OpenDoor("public", 200),
          "GET /.well-known/openid-configuration", new OpenDoor("public", 200),
          "GET /login/callback", new OpenDoor("the one-time state", 400),
          "HEAD /login/callback", new OpenDoor("never does anything", 405),
          "POST /dingtalk/apps/{app}/events", new OpenDoor("DingTalk's signature", 403),
          "POST /api/v1/requests", new OpenDoor("the site's request token", 415));

  private static final RestAssuredConfig TEXT_AS_BYTES =
      RestAssured.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .encodeContentTypeAs("application/octet-stream", ContentType.TEXT));

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "POST /api/v1/logins",
              Scopes.LOGINS,
              (as, scene) ->
                  as.body(FinishedLogin.request(scene.caller(), scene.corp()))
                      .post("/api/v1/logins"),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "POST /api/v1/logins/redeem",
              Scopes.LOGINS,
              (as, scene) -> as.body(scene.login().proof()).post("/api/v1/logins/redeem"),
              Denial.of(400, "login-ticket-invalid")),
          new Row(
              "POST /api/v1/logins/acknowledge",
              Scopes.LOGINS,
              (as, scene) ->
                  as.body(scene.login().redeemed().proof()).post("/api/v1/logins/acknowledge"),
              Denial.of(400, "login-ticket-invalid")),
          new Row(
              "POST /api/v1/logins/abandon",
              Scopes.LOGINS,
              (as, scene) -> {
                var login = scene.login();
                var answer = as.body(login.ticket()).post("/api/v1/logins/abandon");
                if (!scene.isOwn()) {
                  login.redeemed(); // fails when the ticket was burned by somebody else
                }
                return answer;
              },
              Denial.withoutEffect(204)),
          new Row(
              "POST /api/v1/logins/in-app",
              Scopes.LOGINS,
              (as, scene) ->
                  as.body(Map.of("corp", scene.corp(), "code", scene.inAppCode()))
                      .post("/api/v1/logins/in-app"),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "GET /api/v1/directory/corps",
              Scopes.USERS_READ,
              (as, scene) -> as.get("/api/v1/directory/corps"),
              Denial.silent()),
          new Row(
              "GET /api/v1/directory/corps/{corp}/users/{userId}",
              Scopes.USERS_READ,
              (as, scene) ->
                  as.get("/api/v1/directory/corps/{corp}/users/{user}", scene.corp(), scene.user()),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "GET /api/v1/directory/corps/{corp}/range",
              Scopes.USERS_READ,
              (as, scene) -> as.get("/api/v1/directory/corps/{corp}/range", scene.corp()),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "GET /api/v1/directory/corps/{corp}/departments/{department}",
              Scopes.USERS_READ,
              (as, scene) -> as.get("/api/v1/directory/corps/{corp}/departments/1", scene.corp()),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "GET /api/v1/directory/corps/{corp}/departments/{department}/children",
              Scopes.USERS_READ,
              (as, scene) ->
                  as.get("/api/v1/directory/corps/{corp}/departments/1/children", scene.corp()),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "GET /api/v1/directory/corps/{corp}/departments/{department}/users",
              Scopes.USERS_READ,
              (as, scene) ->
                  as.get("/api/v1/directory/corps/{corp}/departments/1/users", scene.corp()),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "POST /api/v1/directory/corps/{corp}/users/find",
              Scopes.USERS_READ,
              (as, scene) ->
                  as.body(Map.of("unionId", scene.unionId()))
                      .post("/api/v1/directory/corps/{corp}/users/find", scene.corp()),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "PUT /api/v1/messages/{id}",
              Scopes.MESSAGES_SEND,
              (as, scene) ->
                  as.body(scene.message()).put("/api/v1/messages/{id}", Ids.uuidV7().toString()),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "POST /api/v1/messages",
              Scopes.MESSAGES_SEND,
              (as, scene) ->
                  as.body(
                          Map.of(
                              "messages",
                              List.of(
                                  Map.of(
                                      "id", Ids.uuidV7().toString(), "message", scene.message()))))
                      .post("/api/v1/messages"),
              Denial.inPlace("messages[0].problem.code", "corp-not-allowed")),
          new Row(
              "POST /api/v1/messages/{id}/cancel",
              Scopes.MESSAGES_SEND,
              (as, scene) -> as.post("/api/v1/messages/{id}/cancel", scene.sentMessage()),
              Denial.of(404, "not-found")),
          new Row(
              "POST /api/v1/messages/{id}/requeue",
              Scopes.MESSAGES_SEND,
              (as, scene) -> as.post("/api/v1/messages/{id}/requeue", scene.sentMessage()),
              Denial.of(404, "not-found")),
          new Row(
              "GET /api/v1/messages/{id}",
              Scopes.MESSAGES_READ,
              (as, scene) -> as.get("/api/v1/messages/{id}", scene.sentMessage()),
              Denial.of(404, "not-found")),
          new Row(
              "POST /api/v1/messages/preview",
              Scopes.MESSAGES_SEND,
              (as, scene) -> as.body(scene.message()).post("/api/v1/messages/preview"),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "POST /api/v1/messages/{id}/recall",
              Scopes.MESSAGES_SEND,
              (as, scene) -> as.post("/api/v1/messages/{id}/recall", scene.sentMessage()),
              Denial.of(404, "not-found")),
          new Row(
              "POST /api/v1/media",
              Scopes.MESSAGES_SEND,
              (as, scene) ->
                  as.contentType(ContentType.BINARY)
                      .header("X-Media-Name", "a.pdf")
                      .queryParam("corp", scene.corp())
                      .queryParam("kind", "file")
                      .queryParam("app", "suite-main")
                      .body(new byte[] {1, 2, 3})
                      .post("/api/v1/media"),
              Denial.of(403, "corp-not-allowed")),
          new Row(
              "GET /api/v1/feed",
              Scopes.FEED_READ,
              (as, scene) -> {
                var cursor = scene.feedCursor();
                return as.queryParam("epoch", cursor.epoch())
                    .queryParam("after", cursor.sequence())
                    .get("/api/v1/feed");
              },
              Denial.of(410, "feed-gone")),
          new Row(
              "POST /api/v1/feed/ack",
              Scopes.FEED_READ,
              (as, scene) -> as.body(scene.feedCursor()).post("/api/v1/feed/ack"),
              Denial.of(410, "feed-gone")));

  /** For operators: no site calls them, whatever its scopes; operators call nothing else. */
  private static final List<Row> OPERATOR_ROWS =
      List.of(
          new Row(
              "GET /api/v1/operator/feeds",
              Scopes.OPERATOR,
              (as, _) -> as.get("/api/v1/operator/feeds"),
              Denial.silent()),
          new Row(
              "POST /api/v1/operator/feeds/{site}/replay",
              Scopes.OPERATOR,
              (as, scene) ->
                  as.body(Map.of("from", Map.of("since", "2999-01-01T00:00:00Z")))
                      .post("/api/v1/operator/feeds/{site}/replay", scene.caller().id()),
              Denial.silent()),
          new Row(
              "GET /api/v1/operator/events/parked",
              Scopes.OPERATOR,
              (as, _) -> as.get("/api/v1/operator/events/parked"),
              Denial.silent()),
          new Row(
              "POST /api/v1/operator/events/parked/{id}/retry",
              Scopes.OPERATOR,
              (as, _) -> as.post("/api/v1/operator/events/parked/{id}/retry", "none"),
              Denial.silent()),
          new Row(
              "GET /api/v1/operator/sending",
              Scopes.OPERATOR,
              (as, _) -> as.get("/api/v1/operator/sending"),
              Denial.silent()),
          new Row(
              "POST /api/v1/operator/sending/release",
              Scopes.OPERATOR,
              (as, _) -> as.body(Map.of("queued", "send")).post("/api/v1/operator/sending/release"),
              Denial.silent()));

  private static List<Row> allRows() {
    return Stream.concat(ROWS.stream(), OPERATOR_ROWS.stream()).toList();
  }

  Sandbox sandbox;

  @TestHTTPResource(value = "/openapi?format=json", management = true)
  URL document;

  @Test
  void everyEndpointHasARowAndEveryRowAnEndpoint() {
    var rows = new TreeSet<>(OPEN.keySet());
    allRows().forEach(row -> rows.add(row.endpoint()));

    assertThat(rows).isEqualTo(Endpoints.all());
  }

  @Test
  void documentNamesTheScopeOfEveryRow() throws IOException {
    var told =
        DocumentRules.operations(new ObjectMapper().readTree(given().get(document).asString()));
    for (var row : ROWS) {
      assertThat(told.get(row.endpoint()).path("security").toString())
          .as(row.endpoint())
          .isEqualTo("[{\"siteToken\":[\"" + row.scope() + "\"]}]");
    }
    for (var row : OPERATOR_ROWS) {
      assertThat(told.get(row.endpoint()).path("security").toString())
          .as(row.endpoint())
          .isEqualTo("[{\"operatorToken\":[\"operator\"]}]");
    }
    for (var open : OPEN.keySet()) {
      if (told.containsKey(open)) {
        assertThat(told.get(open).path("security").toString()).doesNotContain("siteToken");
      }
    }
  }

  @TestFactory
  List<DynamicTest> openEndpointsGiveStrangersNothing() {
    return OPEN.entrySet().stream()
        .map(
            open ->
                DynamicTest.dynamicTest(
                    open.getKey() + ": " + open.getValue().protection(),
                    () -> {
                      var endpoint = open.getKey().split(" ", 2);
                      var path = endpoint[1].replace("{app}", "suite-main");

                      given()
                          .redirects()
                          .follow(false)
                          .request(endpoint[0], path)
                          .then()
                          .statusCode(open.getValue().status());
                    }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> whoBringsNoTokenOrABadOneIsRefused() {
    return allRows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.endpoint(),
                    () -> {
                      var scene = scene("east", "east");
                      denied(row.call(given().contentType(ContentType.JSON), scene), 401);
                      denied(row.call(as("rubbish"), scene), 401);
                      denied(row.call(as(Tokens.random256()), scene), 401);
                    }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> everyOtherScopeIsRefused() {
    return allRows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.endpoint(),
                    () -> {
                      var others = new TreeSet<>(Scopes.ALL);
                      others.remove(row.scope());
                      var scene = scene("east", "east");
                      var token = SiteCaller.token(scene.caller(), others.toArray(String[]::new));

                      denied(row.call(as(token), scene), 403);
                    }))
        .toList();
  }

  /** Whoever may not call learns nothing about what a good call looks like. */
  @TestFactory
  List<DynamicTest> rubbishFromWhoMayNotCallIsNotEvenRead() {
    return allRows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.endpoint(),
                    () -> {
                      var others = new TreeSet<>(Scopes.ALL);
                      others.remove(row.scope());
                      var caller = sandbox.world().site("east");
                      var token = SiteCaller.token(caller, others.toArray(String[]::new));

                      for (var rubbish : List.of("{", "[]", "{}", "null", "")) {
                        var nobody = given().contentType(ContentType.JSON);
                        denied(row.rubbish(nobody.body(rubbish)), 401);
                        denied(row.rubbish(as("rubbish").body(rubbish)), 401);
                        denied(row.rubbish(as(token).body(rubbish)), 403);
                      }
                    }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> operatorsReachWhatIsTheirsAndNothingOfTheSites() {
    return allRows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.endpoint(),
                    () -> {
                      var scene = scene("east", "east");
                      var answer = row.call(as(OperatorCaller.token()), scene);
                      if (row.scope().equals(Scopes.OPERATOR)) {
                        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 404);
                      } else {
                        denied(answer, 403);
                      }
                    }))
        .toList();
  }

  @TestFactory
  List<DynamicTest> sitesReachTheirOwnCorpsAndNoOthers() {
    return ROWS.stream()
        .flatMap(
            row ->
                Set.of("east", "north").stream()
                    .flatMap(
                        site ->
                            Set.of("east", "north").stream()
                                .map(corp -> crossing(row, site, corp))))
        .toList();
  }

  private DynamicTest crossing(Row row, String site, String corp) {
    return DynamicTest.dynamicTest(
        row.endpoint() + " by " + site + " for " + corp,
        () -> {
          var scene = scene(site, corp);
          var answer = row.call(as(SiteCaller.token(scene.caller(), row.scope())), scene);
          if (scene.isOwn()) {
            assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 204);
          } else {
            row.denial().check(answer, scene);
          }
        });
  }

  private IsolationScene scene(String site, String corp) {
    return IsolationScene.of(sandbox, site, corp);
  }

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  private static void denied(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  /** What protects an endpoint instead of an access token, and what an empty call is answered. */
  private record OpenDoor(String protection, int status) {}

  /** How one endpoint is called for a corp, and how it says no. */
  private record Row(String endpoint, String scope, Call call, Denial denial) {

    Response call(RequestSpecification as, IsolationScene scene) {
      return call.by(as, scene);
    }

    /** With ids in its path that are none. */
    Response rubbish(RequestSpecification as) {
      var words = endpoint.split(" ", 2);
      var type = endpoint.endsWith("/media") ? ContentType.BINARY : ContentType.JSON;
      return as.config(TEXT_AS_BYTES)
          .contentType(type)
          .urlEncodingEnabled(false)
          .request(words[0], words[1].replaceAll("[{][^}]*[}]", "no%20id"));
    }
  }

  private interface Call {
    Response by(RequestSpecification as, IsolationScene scene);
  }

  private interface Denial {

    void check(Response answer, IsolationScene scene);

    static Denial of(int status, String code) {
      return (answer, _) -> {
        denied(answer, status);
        assertThat(answer.<String>path("code")).isEqualTo(code);
      };
    }

    /** The answer is that of success, and the call has seen to it that nothing happened. */
    static Denial withoutEffect(int status) {
      return (answer, _) -> assertThat(answer.statusCode()).isEqualTo(status);
    }

    /** One of several is refused in its place. */
    static Denial inPlace(String path, String code) {
      return (answer, _) -> assertThat(answer.<String>path(path)).isEqualTo(code);
    }

    /** The answer tells nothing of the other's corp. */
    static Denial silent() {
      return (answer, scene) -> assertThat(answer.asString()).doesNotContain(scene.corp());
    }
  }
}
