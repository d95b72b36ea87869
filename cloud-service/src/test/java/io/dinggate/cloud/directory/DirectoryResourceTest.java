package io.dinggate.cloud.directory;

import static io.dinggate.cloud.site.SiteCaller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.site.Sites;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.CorpId;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class DirectoryResourceTest {

  private static final String EAST = "dingeast00000001";
  private static final String USER_GET = "/topapi/v2/user/get";

  Sandbox sandbox;
  @Inject Authorisations authorisations;
  private World.Site east;

  @BeforeEach
  void begin() {
    east = sandbox.world().site("east");
    sandbox.journal().clear();
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
  }

  @Test
  void corpsAreToldWithTheirAppsAndWithoutACall() {
    as(east, "users:read")
        .get("/api/v1/directory/corps")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].corp", equalTo(EAST))
        .body("items[0].loginApp", equalTo("suite-main"))
        .body("items[0].messageApp", equalTo("internal-hr"))
        .body("items[0].apps.find { it.app == 'suite-main' }.kind", equalTo("suite"))
        .body("items[0].apps.find { it.app == 'internal-hr' }.kind", equalTo("internal"))
        .body("items[0].apps.find { it.app == 'internal-hr' }.state", equalTo("authorized"));
    assertThat(sandbox.journal().calls()).isEmpty();
  }

  @Test
  void corpsComeInPagesAsLongAsAsked() {
    var corps = List.of(Sites.EAST.value(), Sites.NORTH.value());
    var overview = new CorpOverview(authorisations);
    var first = overview.page(Sites.east(), 1, null);
    var second = overview.page(Sites.east(), 1, first.next());

    assertThat(first.next()).isNotNull();
    assertThat(second.next()).isNull();
    assertThat(Stream.of(first, second).flatMap(page -> page.items().stream()))
        .extracting(corp -> corp.corp().value())
        .containsExactlyElementsOf(corps);
    assertThat(overview.page(Sites.east(), 2, null).next()).isNull();
    assertThat(overview.page(Sites.east(), 2, new CorpId("dingf")).items())
        .as("a corp that has gone is a place in the order all the same")
        .hasSize(1);
  }

  @Test
  void limitAndCursorOfCorpsAreChecked() {
    as(east)
        .queryParam("limit", 1)
        .get("/api/v1/directory/corps")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("next", nullValue());
    as(east)
        .queryParam("cursor", EAST)
        .get("/api/v1/directory/corps")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    for (var query : List.of("limit=0", "limit=101", "limit=x", "cursor=%20")) {
      as(east)
          .urlEncodingEnabled(false)
          .get("/api/v1/directory/corps?" + query)
          .then()
          .statusCode(400)
          .body("code", equalTo("validation"));
    }
  }

  @Test
  void userIsFoundByUserId() {
    var answer = user("wangfang");

    answer
        .statusCode(200)
        .body("corp", equalTo(EAST))
        .body("userId", equalTo("wangfang"))
        .body("unionId", equalTo("unVendorWangfangiE"))
        .body("name", equalTo("王芳"))
        .body("title", equalTo("质检员"))
        .body("departments", equalTo(List.of(4)));
    assertThat(answer.extract().asString()).doesNotContain("1390000", "@east.example");
  }

  @Test
  void namedAppIsAsked() {
    as(east)
        .queryParam("app", "internal-hr")
        .get("/api/v1/directory/corps/{corp}/users/{user}", EAST, "wangfang")
        .then()
        .statusCode(200)
        .body("unionId", equalTo("unEastWangfangiE"));
  }

  @Test
  void unknownAndInvisibleUsersAreToldApart() {
    user("nobody").statusCode(404).body("code", equalTo("user-not-found"));
    user("zhaoleft").statusCode(404).body("code", equalTo("user-not-found"));
    user("sunhidden").statusCode(403).body("code", equalTo("user-not-visible"));
  }

  @Test
  void rangeIsWhereToBegin() {
    corp("range", Map.of())
        .statusCode(200)
        .body("app", equalTo("suite-main"))
        .body("departments", equalTo(List.of(2, 3)))
        .body("users", hasSize(0));
  }

  @Test
  void departmentsAreToldLevelByLevel() {
    corp("departments/4", Map.of())
        .statusCode(200)
        .body("corp", equalTo(EAST))
        .body("departmentId", equalTo(4))
        .body("name", equalTo("质检组"))
        .body("parentId", equalTo(2));
    corp("departments/1", Map.of()).statusCode(200).body("parentId", nullValue());
    corp("departments/1/children", Map.of())
        .statusCode(200)
        .body("items.departmentId", equalTo(List.of(2, 3)))
        .body("items.parentId", equalTo(List.of(1, 1)));
    corp("departments/4/children", Map.of()).statusCode(200).body("items", hasSize(0));
  }

  @Test
  void missingAndHiddenDepartmentsAreToldApart() {
    for (var what : List.of("", "/children", "/users")) {
      corp("departments/99" + what, Map.of())
          .statusCode(404)
          .body("code", equalTo("department-not-found"));
      corp("departments/5" + what, Map.of())
          .statusCode(403)
          .body("code", equalTo("department-not-visible"));
      corp("departments/0" + what, Map.of()).statusCode(400).body("code", equalTo("validation"));
      corp("departments/one" + what, Map.of()).statusCode(404).body("code", equalTo("not-found"));
    }
  }

  @Test
  void usersOfADepartmentComeInPagesWithoutWhatIsPersonal() {
    for (var person : List.of("zhoumin", "liwei")) {
      sandbox.join(
          person,
          new World.Membership(
              EAST, person + "-4", "", "", List.of(4L), false, false, false, List.of()));
    }
    try {
      var first = corp("departments/4/users", Map.of("limit", 2)).statusCode(200);
      var items = first.body("items", hasSize(2)).extract();
      var next = items.<String>path("next");
      var second = corp("departments/4/users", Map.of("limit", 2, "cursor", next));
      second.statusCode(200).body("next", nullValue());

      assertThat(
              Stream.concat(
                  items.<List<String>>path("items.userId").stream(),
                  second.extract().<List<String>>path("items.userId").stream()))
          .containsExactlyInAnyOrder("wangfang", "zhoumin-4", "liwei-4");
      assertThat(items.asString()).doesNotContain("1390000", "@east.example");
    } finally {
      sandbox.reset();
    }
  }

  @Test
  void userWithoutAUnionIdIsLeftOutAndTheOthersAreTold() {
    sandbox.putPerson(
        new World.Person(
            "nobody",
            "无名",
            "无名",
            "13900009999",
            "nobody@east.example",
            Map.of(),
            Map.of(),
            List.of(
                new World.Membership(
                    EAST, "nobody-4", "", "", List.of(4L), false, false, false, List.of()))));
    try {
      corp("departments/4/users", Map.of())
          .statusCode(200)
          .body("items.userId", equalTo(List.of("wangfang")));
    } finally {
      sandbox.reset();
    }
  }

  @Test
  void cursorOfUsersIsChecked() {
    for (var cursor : List.of("x", "-1", "1234567890123456789")) {
      corp("departments/4/users", Map.of("cursor", cursor))
          .statusCode(400)
          .body("code", equalTo("validation"));
    }
  }

  @Test
  void userIsFoundByUnionId() {
    find(Map.of("unionId", "unVendorLiweiiE")).statusCode(200).body("userId", equalTo("liwei"));
    find(Map.of("unionId", "unNobody")).statusCode(404).body("code", equalTo("user-not-found"));
  }

  @Test
  void externalContactIsNoUserOfTheCorp() {
    find(Map.of("unionId", "unVendorChenextiE"))
        .statusCode(404)
        .body("code", equalTo("user-not-found"))
        .body("detail", containsString("external contact"));
  }

  @Test
  void mobileIsLookedUpByInternalAppsOnly() {
    find(Map.of("mobile", "13900000002", "app", "internal-hr"))
        .statusCode(200)
        .body("userId", equalTo("liwei"));
    find(Map.of("mobile", "13900000099", "app", "internal-hr"))
        .statusCode(404)
        .body("code", equalTo("user-not-found"));

    sandbox.journal().clear();
    find(Map.of("mobile", "13900000002"))
        .statusCode(422)
        .body("code", equalTo("lookup-not-supported"));
    assertThat(sandbox.journal().calls()).isEmpty();
  }

  @Test
  void exactlyOneWayToFindIsAsked() {
    find(Map.of()).statusCode(400).body("code", equalTo("validation"));
    find(Map.of("mobile", "13900000002", "unionId", "un1"))
        .statusCode(400)
        .body("violations[0].message", equalTo("give either unionId or mobile"));
  }

  @Test
  void missingPermissionIsNamed() {
    sandbox.faults().permissionMissingNext(USER_GET, 1, "qyapi_get_member");

    user("wangfang")
        .statusCode(502)
        .body("code", equalTo("dingtalk-permission-missing"))
        .body("detail", containsString("qyapi_get_member"));
  }

  @Test
  void addressThatIsNotListedIsSaidSo() {
    sandbox.faults().ipNotListedNext(USER_GET, 1);

    user("wangfang").statusCode(502).body("code", equalTo("dingtalk-ip-not-listed"));
  }

  @Test
  void throttlingSaysWhenToComeBack() {
    sandbox.faults().throttleNext(USER_GET, 1);

    user("wangfang")
        .statusCode(503)
        .header("Retry-After", matchesPattern("[0-9]+"))
        .body("code", equalTo("dingtalk-throttled"));
  }

  @Test
  void silenceOfDingTalkIsSaidSo() {
    sandbox.faults().cutNext(USER_GET, 1);

    user("wangfang").statusCode(503).body("code", equalTo("dingtalk-unavailable"));
  }

  @ParameterizedTest
  @CsvSource({
    "dingnorth0000001, , corp-not-allowed",
    "dingforeign00001, , corp-not-allowed",
    "dingnowhere, , corp-not-allowed",
    "dingnorth0000001, suite-main, corp-not-allowed",
    "dingeast00000001, nowhere, app-not-allowed"
  })
  void corpAndAppMustBeTheSites(String corp, String app, String code) {
    var call = app == null ? as(east) : as(east).queryParam("app", app);
    call.get("/api/v1/directory/corps/{corp}/users/zhangsan", corp)
        .then()
        .statusCode(403)
        .body("code", equalTo(code));
    assertThat(sandbox.journal().calls()).isEmpty();
  }

  private ValidatableResponse corp(String path, Map<String, ?> query) {
    return as(east).queryParams(query).get("/api/v1/directory/corps/" + EAST + "/" + path).then();
  }

  private ValidatableResponse user(String userId) {
    return as(east, "users:read")
        .get("/api/v1/directory/corps/{corp}/users/{user}", EAST, userId)
        .then();
  }

  private ValidatableResponse find(Map<String, String> whom) {
    return as(east, "users:read")
        .body(whom)
        .post("/api/v1/directory/corps/{corp}/users/find", EAST)
        .then();
  }
}
