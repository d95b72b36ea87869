package io.dinggate.local.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.local.user.DirectoryNews;
import io.dinggate.local.user.UserLookup;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UnionId;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@LocalServiceTest
class BindingsResourceTest {

  private final String tenant = "t-" + UUID.randomUUID();

  @Inject As as;
  @Inject SignIn signIn;
  @Inject Bindings bindings;
  @Inject AuditLines audit;
  @Inject TestClock clock;
  @Inject FakeCloud cloud;
  @Inject TestDatabase database;
  @Inject DirectoryNews news;
  @Inject UserLookup users;

  @BeforeEach
  void presentTime() {
    clock.reset();
    cloud.reset();
  }

  @Test
  void staffIsBoundFoundAndResolved() {
    bind("7", People.ANNA)
        .statusCode(200)
        .body("tenantId", equalTo(tenant))
        .body("staffId", equalTo("7"))
        .body("corp", equalTo("ding-example"))
        .body("userId", equalTo("anna"));

    books().get(path("7")).then().statusCode(200).body("userId", equalTo("anna"));
    assertThat(bindings.resolve(new TenantId(tenant), new StaffId("7")))
        .contains(People.refOf(People.ANNA));
  }

  @Test
  void bindingAgainChangesNothing() {
    var first = bind("7", People.ANNA).extract().body().asString();

    assertThat(bind("7", People.ANNA).statusCode(200).extract().body().asString()).isEqualTo(first);
    assertThat(audit.of(tenant)).hasSize(1);
  }

  @Test
  void staffOfAnotherUserIsAConflict() {
    bind("7", People.ANNA);

    bind("7", People.BEN).statusCode(409).body("code", equalTo("binding-conflict"));

    books().get(path("7")).then().body("userId", equalTo("anna"));
  }

  @Test
  void userWithAnotherStaffOfTheTenantIsAConflict() {
    bind("7", People.ANNA);

    bind("8", People.ANNA).statusCode(409).body("code", equalTo("binding-conflict"));

    books().get(path("8")).then().statusCode(404);
  }

  @Test
  void userMayBeAStaffInEveryTenantAndNamesakesAreOthers() {
    var namesake = People.person(People.OTHER_CORP, "anna", "安娜");
    cloud.directory.put(People.inDirectory(namesake));
    bind("7", People.ANNA);

    bind("8", namesake).statusCode(200);
    books()
        .body(body(People.ANNA))
        .put("/api/v1/bindings/" + tenant + "-2/7")
        .then()
        .statusCode(200);
  }

  @Test
  void unbindingFreesBothSidesAndNothingToDoIsWellDone() {
    bind("7", People.ANNA);

    books().delete(path("7")).then().statusCode(204);
    books().delete(path("7")).then().statusCode(204);

    books().get(path("7")).then().statusCode(404).body("code", equalTo("not-found"));
    bind("8", People.ANNA).statusCode(200);
    bind("7", People.BEN).statusCode(200);
  }

  @Test
  void bindingEndsWhenTheUserIdGoesToSomebodyElse() {
    var leaver = People.person(People.CORP, "leaver-" + tenant, "Leaver");
    signIn.browserOf(leaver);
    bind("7", leaver).statusCode(200);
    var successor =
        new LoginUser(
            leaver.corp(),
            leaver.userId(),
            new UnionId("union-of-the-successor-" + tenant),
            null,
            "Successor",
            null,
            null);

    signIn.browserOf(successor);

    books().get(path("7")).then().statusCode(404);
    bind("8", successor).statusCode(200);
    assertThat(audit.of(tenant))
        .containsExactly(
            "client:books BIND 7 ding-example/" + leaver.userId(),
            "system:user-retired UNBIND 7 ding-example/" + leaver.userId(),
            "client:books BIND 8 ding-example/" + leaver.userId());
  }

  @Test
  void bindingOfALeaverIsFrozenAndMessagesToHerFailUntilSheIsFoundAgain() {
    var leaver = People.person(People.CORP, "frozen-" + tenant, "Leaver");
    cloud.directory.put(People.inDirectory(leaver));
    bind("7", leaver).statusCode(200).body("frozen", equalTo(false));
    bind("8", People.BEN).statusCode(200);

    news.personLeft(People.refOf(leaver));

    books()
        .get(path("7"))
        .then()
        .statusCode(200)
        .body("userId", equalTo(leaver.userId().value()))
        .body("frozen", equalTo(true));
    books().get(path("8")).then().body("frozen", equalTo(false));
    messageTo("7", "8")
        .body("recipients.reason", contains("recipient-left", null))
        .body("recipients[0].explanation.zh", equalTo("该用户已离开组织。"))
        .body("recipients.state", contains("failed", "queued"));

    users.find(People.refOf(leaver));

    books().get(path("7")).then().body("frozen", equalTo(false));
    messageTo("7", "8").body("recipients.state", contains("queued", "queued"));
    database.run("delete from directory_step");
  }

  @Test
  void bindUnbindAndRebindAreAudited() {
    bind("7", People.ANNA);
    books().delete(path("7"));
    bind("7", People.BEN);
    bind("7", People.ANNA).statusCode(409);

    assertThat(audit.of(tenant))
        .containsExactly(
            "client:books BIND 7 ding-example/anna",
            "client:books UNBIND 7 ding-example/anna",
            "client:books BIND 7 ding-example/ben");
  }

  @Test
  void ofManyBindingsAtOnceExactlyOneWins() throws Exception {
    var statuses = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var number = 0; number < 12; number++) {
        var user = People.person(People.CORP, "racer-" + number, "Racer");
        cloud.directory.put(People.inDirectory(user));
        statuses.add(threads.submit(() -> bind("7", user).extract().statusCode()));
      }
      var answers = new ArrayList<Integer>();
      for (var status : statuses) {
        answers.add(status.get(30, TimeUnit.SECONDS));
      }
      assertThat(answers).containsOnly(200, 409);
      assertThat(answers.stream().filter(answer -> answer == 200)).hasSize(1);
    }
  }

  @Test
  void userOfACorpThatIsNotTheSitesIsRefused() {
    bind("7", People.person(People.FOREIGN_CORP, "anna", "安娜"))
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"))
        .body("remedy", equalTo(ErrorCode.CORP_NOT_ALLOWED.remedy()));

    books().get(path("7")).then().statusCode(404);
    assertThat(audit.of(tenant)).isEmpty();
  }

  @Test
  void userWhomTheCorpDoesNotHaveIsRefused() {
    bind("7", People.person(People.CORP, "nobody-at-all", "Nobody"))
        .statusCode(404)
        .body("code", equalTo("user-not-found"));

    books().get(path("7")).then().statusCode(404);
  }

  @Test
  void withTheCloudAwayAKnownUserIsBoundAndAnUnknownOneIsNot() {
    database.run("delete from users where user_id = 'stranger'");
    as.person(People.ANNA);
    cloud.goAway();

    bind("7", People.ANNA).statusCode(200);
    bind("8", People.person(People.CORP, "stranger", "Stranger"))
        .statusCode(503)
        .body("code", equalTo("cloud-unavailable"));

    books().get(path("8")).then().statusCode(404);
  }

  @Test
  void manyAreResolvedAtOnce() {
    bind("7", People.ANNA);
    bind("8", People.BEN);

    assertThat(bindings.resolve(Set.of(staff("7"), staff("8"), staff("9"))))
        .containsOnlyKeys(staff("7"), staff("8"))
        .containsEntry(staff("8"), People.refOf(People.BEN));
    assertThat(bindings.resolve(List.of())).isEmpty();
  }

  @Test
  void idsOfTheSitesBooksMayHoldAnythingPrintable() {
    books()
        .body(body(People.ANNA))
        .put("/api/v1/bindings/{tenant}/{staff}", tenant, "职员/7?ä")
        .then()
        .statusCode(200)
        .body("staffId", equalTo("职员/7?ä"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void onlyAClientWithTheScopeMay(String method) {
    assertThat(as.nobody().body(body(People.ANNA)).request(method, path("7")).statusCode())
        .isEqualTo(401);
    assertThat(
            as.client("books", "messages:send", "users:read")
                .body(body(People.ANNA))
                .request(method, path("7"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            as.person(People.ANNA).body(body(People.ANNA)).request(method, path("7")).statusCode())
        .isEqualTo(403);
    assertThat(
            as.person(People.OLGA).body(body(People.OLGA)).request(method, path("7")).statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "corp; {\"userId\":\"anna\"}",
        "userId; {\"corp\":\"c\"}",
        "userId; {\"corp\":\"c\",\"userId\":\"\"}",
        "corp; {\"corp\":\"c c\",\"userId\":\"u\"}",
        "mobile; {\"corp\":\"c\",\"userId\":\"u\",\"mobile\":\"139\"}"
      })
  void wrongBodyIsExplained(String path, String wrong) {
    books()
        .body(wrong)
        .put(path("7"))
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"))
        .body("violations.path", hasItem(path));
  }

  @Test
  void idWithASpaceIsRefused() {
    books()
        .body(body(People.ANNA))
        .put("/api/v1/bindings/{tenant}/{staff}", tenant, "a b")
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"));
  }

  private ValidatableResponse bind(String staff, LoginUser user) {
    return books().body(body(user)).put(path(staff)).then();
  }

  private ValidatableResponse messageTo(String... staff) {
    var recipients =
        Stream.of(staff)
            .map(id -> "{\"tenantId\":\"" + tenant + "\",\"staffId\":\"" + id + "\"}")
            .collect(Collectors.joining(","));
    return as.client("books", "messages:send")
        .body(
            "{\"recipients\":["
                + recipients
                + "],\"content\":{\"type\":\"text\",\"content\":\"hello\"}}")
        .put("/api/v1/messages/" + UUID.randomUUID())
        .then()
        .statusCode(202);
  }

  private StaffRef staff(String staff) {
    return new StaffRef(new TenantId(tenant), new StaffId(staff));
  }

  private String path(String staff) {
    return "/api/v1/bindings/" + tenant + "/" + staff;
  }

  private RequestSpecification books() {
    return as.client("books", "bindings:write");
  }

  private static String body(LoginUser user) {
    return "{\"corp\":\"" + user.corp() + "\",\"userId\":\"" + user.userId() + "\"}";
  }
}
