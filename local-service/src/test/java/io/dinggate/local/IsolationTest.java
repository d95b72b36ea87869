package io.dinggate.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.Endpoints;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TableFile;
import io.dinggate.local.testing.TestClients;
import io.dinggate.platform.openapi.DocumentRules;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * G6: every endpoint × {no token, each scope, another person's session, an operator's session}. The
 * table is in {@code src/test/resources/isolation}.
 */
@LocalServiceTest
class IsolationTest {

  private static final String USER_HEADER = "x-authenticated-userid";

  private static final RestAssuredConfig FORMS_AS_TEXT =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  @Inject FakeCloud cloud;
  @Inject SignIn signIn;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  @ConfigProperty(name = "quarkus.management.test-port")
  int managementPort;

  @BeforeEach
  void reset() {
    cloud.reset();
  }

  @Test
  void everyEndpointHasARowAndEveryRowAnEndpoint() {
    assertThat(rows().map(Row::endpoint).collect(Collectors.toSet())).isEqualTo(Endpoints.all());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyEndpointIsOpenToThoseItIsMeantForAndToNobodyElse(Row row) {
    var softly = new SoftAssertions();
    check(softly, row, "nobody", given(), row.nobody());
    check(softly, row, "Ben", session(signIn.cookieOf(People.BEN)), row.session());
    check(softly, row, "operator", session(signIn.cookieOf(People.OLGA)), row.operator());
    check(softly, row, "a stale session", session("__Host-dinggate-session=x"), row.nobody());
    if (!row.isPublic()) {
      for (var scope : TestClients.SCOPES) {
        var caller = given().header("Authorization", AccessToken.withScope(scope));
        check(softly, row, scope, caller, row.scopes().contains(scope) ? "open" : "403");
      }
      check(softly, row, "junk", given().header("Authorization", "Bearer junk"), "401");
    }
    softly.assertAll();
  }

  /** A gateway may send it, and so may anybody else. */
  @ParameterizedTest
  @MethodSource("guardedRows")
  void headerThatNamesSomebodyOpensNothing(Row row) {
    var softly = new SoftAssertions();
    for (var name : List.of("books", "olga", "{\"account\":\"olga\"}")) {
      var nobody = given().header(USER_HEADER, name);
      check(softly, row, "nobody, named " + name, nobody, "401");
      var ben = session(signIn.cookieOf(People.BEN)).header(USER_HEADER, name);
      check(softly, row, "Ben, named " + name, ben, row.session());
      for (var scope : TestClients.SCOPES) {
        if (!row.scopes().contains(scope)) {
          var caller = given().header("Authorization", AccessToken.withScope(scope));
          check(softly, row, scope + ", named " + name, caller.header(USER_HEADER, name), "403");
        }
      }
    }
    softly.assertAll();
  }

  /** Whoever may not call learns nothing about what a good call looks like. */
  @ParameterizedTest
  @MethodSource("guardedRows")
  void rubbishFromWhoMayNotCallIsNotEvenRead(Row row) {
    var softly = new SoftAssertions();
    for (var rubbish : List.of("{", "[]", "{}", "null", "")) {
      var bad = row.withRubbish(rubbish);
      check(softly, bad, "nobody", given(), "401");
      check(softly, bad, "junk", given().header("Authorization", "Bearer junk"), "401");
      if (row.isForProgramsOnly()) {
        check(softly, bad, "Ben", session(signIn.cookieOf(People.BEN)), "403");
      }
      for (var scope : TestClients.SCOPES) {
        if (!row.scopes().contains(scope)) {
          var caller = given().header("Authorization", AccessToken.withScope(scope));
          check(softly, bad, scope, caller, "403");
        }
      }
    }
    softly.assertAll();
  }

  /** What is told of callers is what the table holds the service to. */
  @ParameterizedTest
  @MethodSource("describedRows")
  void theDocumentSaysWhoMayCall(Row row) throws IOException {
    var scopes = new TreeSet<String>();
    var people = new TreeSet<String>();
    var document = "http://localhost:" + managementPort + "/q/openapi?format=json";
    var told =
        DocumentRules.operations(new ObjectMapper().readTree(given().get(document).asString()));
    for (var way : told.get(row.endpoint()).path("security")) {
      way.path("accessToken").forEach(scope -> scopes.add(scope.asText()));
      if (way.has("session")) {
        people.add(way.path("session").isEmpty() ? "everybody" : "operator");
      }
    }

    assertThat(scopes)
        .isEqualTo(row.scopes().contains("none") || row.isPublic() ? Set.of() : row.scopes());
    assertThat(people).hasSize(row.isPublic() || row.isForProgramsOnly() ? 0 : 1);
    if (people.contains("operator")) {
      assertThat(row.session()).isEqualTo("403");
      assertThat(row.operator()).isEqualTo("open");
    }
  }

  private RequestSpecification session(String cookie) {
    return given().header("Cookie", cookie).header("Origin", site.toString());
  }

  private static void check(
      SoftAssertions softly, Row row, String who, RequestSpecification caller, String expected) {
    var request =
        caller.config(FORMS_AS_TEXT).redirects().follow(false).contentType(row.contentType());
    var status =
        (row.body().isEmpty() ? request : request.body(row.body()))
            .urlEncodingEnabled(false)
            .request(row.method(), row.path())
            .statusCode();
    var assertion = softly.assertThat(status).as("%s as %s", row.endpoint(), who);
    if (expected.equals("open")) {
      // Signing in and out by script asks where the page came from, which is no question of rights.
      assertion.satisfiesAnyOf(
          open -> assertThat(open).isNotIn(401, 403),
          page -> assertThat(row.isPublic() && page == 403).isTrue());
      assertion.isLessThan(500);
    } else {
      assertion.isEqualTo(Integer.parseInt(expected));
    }
  }

  static Stream<Row> describedRows() {
    return rows().filter(row -> !row.method().equals("HEAD"));
  }

  static Stream<Row> rows() {
    return TableFile.rows("isolation").stream().map(Row::of);
  }

  static Stream<Row> guardedRows() {
    return rows().filter(row -> !row.isPublic());
  }

  /** One endpoint and who may use it. */
  record Row(
      String method,
      String endpoint,
      String path,
      String body,
      String nobody,
      String session,
      String operator,
      Set<String> scopes) {

    static Row of(List<String> cells) {
      var endpoint = cells.get(0).split("\\s+", -1);
      return new Row(
          endpoint[0],
          endpoint[0] + " " + endpoint[1],
          cells.get(1),
          cells.get(2),
          cells.get(3),
          cells.get(4),
          cells.get(5),
          Arrays.stream(cells.get(6).split("\\s+", -1)).collect(Collectors.toSet()));
    }

    /** Of the one thing that the endpoint takes. */
    String contentType() {
      return path.startsWith("/api/v1/media")
          ? "multipart/form-data; boundary=x"
          : "application/json";
    }

    boolean isPublic() {
      return scopes.contains("public");
    }

    boolean isForProgramsOnly() {
      return session.equals("403") && operator.equals("403") && !scopes.contains("none");
    }

    /** With another body, and ids in its path that are none. */
    Row withRubbish(String rubbish) {
      var place = endpoint.split(" ", -1)[1].replaceAll("[{][^}]*[}]", "no%20id");
      return new Row(method, endpoint, place, rubbish, nobody, session, operator, scopes);
    }

    @Override
    public String toString() {
      return endpoint;
    }
  }
}
