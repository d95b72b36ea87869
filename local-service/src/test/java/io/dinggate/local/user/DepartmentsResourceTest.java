package io.dinggate.local.user;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.directory.DirectoryUser;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Departments, who is in them, and how they are read, by the API. */
@LocalServiceTest
class DepartmentsResourceTest {

  private static final CorpId CORP = new CorpId("ding-tree");

  @Inject FakeCloud cloud;
  @Inject DirectorySync sync;
  @Inject TestDatabase database;
  @Inject TestClock clock;

  private String reader;
  private String operator;

  @BeforeEach
  void reset() {
    clock.reset();
    clock.advance(Duration.ofSeconds(6)); // so that the site asks for its corps
    cloud.reset();
    database.run("delete from directory_step");
    database.run("delete from directory_sync");
    database.run("delete from department");
    database.run("delete from binding where corp_id = 'ding-tree'");
    database.run("delete from users where corp_id = 'ding-tree'");
    cloud.directory.serve(CORP, AppKind.SUITE);
    cloud.directory.put(CORP, 1, "Corp", null);
    cloud.directory.put(CORP, 2, "Production", 1L);
    cloud.directory.put(CORP, 3, "Personnel", 1L);
    cloud.directory.put(CORP, 4, "Quality", 2L);
    put("wang", "王芳", 4);
    put("li", "李伟", 4, 3);
    put("zhang", "张三", 2);
    reader = AccessToken.withScope("users:read");
    operator = AccessToken.withScope("operator");
  }

  @Test
  void treeIsWalkedFromTheTop() {
    read();
    get("").body("items.departmentId", contains(1)).body("next", nullValue());
    get("/1").body("name", equalTo("Corp")).body("parentId", nullValue());
    get("/1/children").body("items.departmentId", contains(2, 3));
    get("/2/children").body("items[0].name", equalTo("Quality"));
    get("/4/children").body("items", hasSize(0));
    var first = get("/1/children?limit=1").body("items.departmentId", contains(2));
    var next = first.extract().<String>path("next");
    get("/1/children?limit=1&cursor=" + next)
        .body("items.departmentId", contains(3))
        .body("next", nullValue());
  }

  @Test
  void peopleOfADepartmentAreListedWithAndWithoutThoseBelow() {
    read();
    get("/2/users").body("items.userId", contains("zhang"));
    get("/2/users?subDepartments=true")
        .body("items.userId", containsInAnyOrder("wang", "li", "zhang"));
    get("/1/users?subDepartments=true").body("items", hasSize(3));
    get("/1/users").body("items", hasSize(0));
    var seen = new HashSet<String>();
    var page = get("/1/users?subDepartments=true&limit=1").extract();
    for (var i = 0; i < 3; i++) {
      seen.addAll(page.<List<String>>path("items.userId"));
      var next = page.<String>path("next");
      assertThat(next == null).isEqualTo(i == 2);
      if (next != null) {
        page = get("/1/users?subDepartments=true&limit=1&cursor=" + next).extract();
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("wang", "li", "zhang");
  }

  @Test
  void departmentThatIsMissingIsAskedOfTheCloudOnce() {
    get("/4").body("name", equalTo("Quality"));
    get("/4");
    assertThat(cloud.count("department")).isOne();
    for (var what : List.of("", "/children", "/users")) {
      given()
          .header("Authorization", reader)
          .get("/api/v1/departments/ding-tree/99" + what)
          .then()
          .statusCode(404)
          .body("code", equalTo("department-not-found"));
    }
  }

  @Test
  void knownDepartmentsAreToldWithTheCloudAway() {
    read();
    cloud.goAway();
    get("").body("items", hasSize(1));
    get("/2/users").body("items", hasSize(1));
    given()
        .header("Authorization", reader)
        .get("/api/v1/departments/ding-tree/99")
        .then()
        .statusCode(503)
        .body("code", equalTo("cloud-unavailable"));
  }

  @Test
  void usersAreSearchedByAnyPartOfTheNameAndByDepartmentAndStaff() {
    read();
    database.run(
        "insert into binding values ('default', '1001', 'ding-tree', 'wang', now(), 'test')");
    search("{'corp':'ding-tree','name':'王'}").body("items.userId", contains("wang"));
    search("{'corp':'ding-tree','name':'芳'}").body("items.userId", contains("wang"));
    search("{'corp':'ding-tree','name':'王芳'}").body("items.userId", contains("wang"));
    search("{'corp':'ding-tree','name':'芳王'}").body("items", hasSize(0));
    search("{'corp':'ding-tree','name':'%'}").body("items", hasSize(0));
    search("{'corp':'ding-tree','departmentId':4}")
        .body("items.userId", containsInAnyOrder("wang", "li"))
        .body("items.departments", hasItem(List.of(4)));
    search("{'corp':'ding-tree','departmentId':1,'subDepartments':true,'name':'三'}")
        .body("items.userId", contains("zhang"));
    search("{'tenantId':'default','staffId':'1001'}").body("items.userId", contains("wang"));
    search("{'tenantId':'other','staffId':'1001'}").body("items", hasSize(0));
  }

  @Test
  void operatorsBeginAndWatchTheReading() {
    start().body("state", equalTo("running")).body("waiting", equalTo(1));
    start().body("state", equalTo("running")).body("cause", equalTo("operator"));
    drain();
    syncs()
        .body("items.find { it.corp == 'ding-tree' }.state", equalTo("complete"))
        .body("items.find { it.corp == 'ding-tree' }.users", equalTo(3))
        .body("items.find { it.corp == 'ding-tree' }.departments", equalTo(4))
        .body("items.find { it.corp == 'ding-tree' }.added", equalTo(3));

    cloud.directory.withdraw(CORP);
    clock.advance(Duration.ofMinutes(2));
    syncs().body("items", hasSize(0));
  }

  private ValidatableResponse start() {
    return given()
        .header("Authorization", operator)
        .contentType("application/json")
        .post("/api/v1/directory/syncs/ding-tree")
        .then()
        .statusCode(202);
  }

  private ValidatableResponse syncs() {
    return given()
        .header("Authorization", operator)
        .get("/api/v1/directory/syncs")
        .then()
        .statusCode(200);
  }

  private void read() {
    start();
    drain();
  }

  private void drain() {
    while (sync.step()) {}
  }

  private ValidatableResponse get(String path) {
    return given()
        .header("Authorization", reader)
        .get("/api/v1/departments/ding-tree" + path)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse search(String body) {
    return given()
        .header("Authorization", reader)
        .contentType("application/json")
        .body(body.replace('\'', '"'))
        .post("/api/v1/users/search")
        .then()
        .statusCode(200);
  }

  private void put(String user, String name, long... in) {
    cloud.directory.put(
        new DirectoryUser(
            CORP,
            new UserId(user),
            new AppId("suite-a"),
            new UnionId("tree-" + user),
            name,
            null,
            null,
            Arrays.stream(in).boxed().toList(),
            true));
  }
}
