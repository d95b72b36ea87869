package io.dinggate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.Endpoints;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TableFile;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.login.LoginUser;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * G6: every endpoint that takes a corp × a corp of somebody else, and callers who would see each
 * other's things. The table is in {@code src/test/resources/foreign-corp}.
 */
@LocalServiceTest
class ForeignCorpTest {

  private static final LoginUser FORMER = People.person(People.FOREIGN_CORP, "anna", "Former Anna");

  private final String tenant = "t-" + UUID.randomUUID();

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject TestDatabase database;

  @BeforeEach
  void reset() {
    clock.reset();
    cloud.reset();
    database.run("delete from binding where corp_id = 'ding-foreign'");
  }

  @Test
  void everyEndpointThatTakesACorpHasARow() {
    assertThat(rows().map(Row::endpoint).collect(Collectors.toSet()))
        .isEqualTo(Endpoints.takingACorp());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aCorpOfSomebodyElseIsRefused(Row row) {
    var former = as.person(FORMER);
    var softly = new SoftAssertions();
    check(softly, row, "program", as.client(TestClients.BOOKS), row.program());
    check(softly, row, "operator", as.person(People.OLGA), row.operator());
    check(softly, row, "person of that corp", former, row.person());
    softly.assertAll();

    assertThat(cloud.count("send")).isZero();
    assertThat(database.dump("binding")).doesNotContain("ding-foreign");
  }

  @Test
  void peopleOfACorpThatIsNotTheSitesAnyMoreAreListedNowhere() {
    as.person(FORMER);

    as.client(TestClients.BOOKS, "users:read")
        .body("{\"name\":\"Former\"}")
        .post("/api/v1/users/search")
        .then()
        .statusCode(200)
        .body("items.corp", not(hasItem("ding-foreign")));
  }

  @Test
  void personOfACorpThatIsNotTheSitesAnyMoreCannotAcceptAnInvitation() {
    var invitation =
        as.client(TestClients.BOOKS, "bindings:write")
            .body("{\"tenantId\":\"" + tenant + "\",\"staffId\":\"7\"}")
            .post("/api/v1/invitations")
            .then()
            .statusCode(200)
            .extract()
            .<String>path("invitation");
    var body = "{\"invitation\":\"" + invitation + "\"}";

    as.person(FORMER)
        .body(body)
        .post("/api/v1/invitations/accept")
        .then()
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"));

    as.person(People.BEN).body(body).post("/api/v1/invitations/accept").then().statusCode(200);
  }

  @Test
  void oneForeignRecipientRefusesTheWholeMessageBeforeItIsStored() {
    var id = UUID.randomUUID().toString();
    var body =
        """
        {"recipients":[{"corp":"ding-example","userId":"anna"},
                       {"corp":"ding-foreign","userId":"anna"}],
         "content":{"type":"text","content":"x"}}\
        """;

    as.client(TestClients.BOOKS)
        .body(body)
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"))
        .body("detail", equalTo("Not a corp of this site: ding-foreign."));

    as.client(TestClients.BOOKS).get("/api/v1/messages/" + id).then().statusCode(404);
  }

  @Test
  void staffBoundToAUserOfAFormerCorpFailsAlone() {
    cloud.directory.serve(People.FOREIGN_CORP, AppKind.INTERNAL);
    cloud.directory.put(People.inDirectory(FORMER));
    clock.advance(Duration.ofMinutes(2));
    as.client(TestClients.BOOKS)
        .body("{\"corp\":\"ding-foreign\",\"userId\":\"anna\"}")
        .put("/api/v1/bindings/" + tenant + "/7")
        .then()
        .statusCode(200);
    cloud.directory.withdraw(People.FOREIGN_CORP);
    clock.advance(Duration.ofMinutes(2));
    var body =
        """
        {"recipients":[{"tenantId":"%s","staffId":"7"},{"corp":"ding-example","userId":"anna"}],
         "content":{"type":"text","content":"x"}}\
        """
            .formatted(tenant);

    as.client(TestClients.BOOKS)
        .body(body)
        .put("/api/v1/messages/" + UUID.randomUUID())
        .then()
        .statusCode(202)
        .body("recipients[0].state", equalTo("failed"))
        .body("recipients[0].reason", equalTo("corp-not-allowed"))
        .body("recipients[1].state", equalTo("queued"));
  }

  @Test
  void aNewCorpOfTheSiteIsServedWithoutARestart() {
    as.client(TestClients.BOOKS).get("/api/v1/users/ding-foreign/anna").then().statusCode(403);

    cloud.directory.serve(People.FOREIGN_CORP, AppKind.SUITE);
    cloud.directory.put(People.inDirectory(FORMER));
    clock.advance(Duration.ofSeconds(6));

    as.client(TestClients.BOOKS).get("/api/v1/users/ding-foreign/anna").then().statusCode(200);
  }

  @Test
  void withTheCloudAwayTheLastListStands() {
    as.client(TestClients.BOOKS).get("/api/v1/users/ding-example/anna").then().statusCode(200);
    cloud.goAway();
    clock.advance(Duration.ofMinutes(2));

    as.client(TestClients.BOOKS).get("/api/v1/users/ding-example/anna").then().statusCode(200);
    as.client(TestClients.BOOKS)
        .get("/api/v1/users/ding-foreign/anna")
        .then()
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"));
  }

  @Test
  void oneProgramNeverSeesTheMessagesOfAnother() {
    var id = UUID.randomUUID().toString();
    var body =
        """
        {"recipients":[{"corp":"ding-example","userId":"anna"}],
         "content":{"type":"text","content":"%s"}}\
        """;
    as.client(TestClients.BOOKS)
        .body(body.formatted("mine"))
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(202);

    as.client(TestClients.OTHER_BOOKS).get("/api/v1/messages/" + id).then().statusCode(404);
    as.client(TestClients.OTHER_BOOKS)
        .get("/api/v1/messages?limit=100")
        .then()
        .body("items.id", not(hasItem(id)));
    as.client(TestClients.OTHER_BOOKS)
        .body(body.formatted("theirs"))
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(202)
        .body("content.content", equalTo("theirs"));
    as.client(TestClients.BOOKS)
        .get("/api/v1/messages/" + id)
        .then()
        .body("content.content", equalTo("mine"));
  }

  private void check(
      SoftAssertions softly, Row row, String who, RequestSpecification caller, String expected) {
    var request = caller.redirects().follow(false);
    var answer =
        (row.body().isEmpty() ? request : request.body(row.body()))
            .request(row.method(), row.path());
    var words = expected.split(" ", -1);
    softly.assertThat(answer.statusCode()).as(who).isEqualTo(Integer.parseInt(words[0]));
    softly.assertThat(answer.body().asString()).as(who).contains(words[1]);
  }

  static Stream<Row> rows() {
    return TableFile.rows("foreign-corp").stream().map(Row::of);
  }

  /** One endpoint and what becomes of a foreign corp there. */
  record Row(
      String method,
      String endpoint,
      String path,
      String body,
      String program,
      String operator,
      String person) {

    static Row of(List<String> cells) {
      var endpoint = cells.get(0).split("\\s+", -1);
      return new Row(
          endpoint[0],
          endpoint[0] + " " + endpoint[1],
          cells.get(1),
          cells.get(2),
          cells.get(3),
          cells.get(4),
          cells.get(5));
    }

    @Override
    public String toString() {
      return endpoint;
    }
  }
}
