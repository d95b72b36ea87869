package io.dinggate.local.user;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class UsersResourceTest {

  private static final CorpId CORP = new CorpId("ding-search");

  @Inject FakeCloud cloud;
  @Inject Users users;
  @Inject SignIn signIn;
  @Inject TestDatabase database;
  @Inject TestClock clock;

  private String token;

  @BeforeEach
  void reset() {
    clock.reset();
    cloud.reset();
    var ours = "(select id from users where corp_id = 'ding-search')";
    database.run("delete from sessions where user_row in " + ours);
    database.run("delete from users where corp_id = 'ding-search'");
    token = AccessToken.withScope("users:read");
  }

  @Test
  void aUserOfTheBooksIsFoundWithoutTheCloud() {
    var known = know("wang", "王芳");
    find("wang").then().statusCode(200).body("id", Matchers.equalTo(known.id().toString()));
    assertThat(cloud.count("user")).isZero();
  }

  @Test
  void anUnknownUserIsAskedOfTheCloudOnceAndStored() {
    cloud.directory.put(People.inDirectory(People.person(CORP, "li", "李伟")));
    var request = "a-request-of-ours";
    given()
        .header("Authorization", token)
        .header("x-request-id", request)
        .get("/api/v1/users/ding-search/li")
        .then()
        .statusCode(200)
        .header("x-request-id", request)
        .body("name", Matchers.equalTo("李伟"))
        .body("unionId", Matchers.equalTo("union-ding-search-li"))
        .body("title", Matchers.equalTo("Engineer"));
    assertThat(cloud.calls()).contains(new FakeCloud.Call("user", request));
    find("li").then().statusCode(200);
    assertThat(cloud.count("user")).isOne();
  }

  @Test
  void aUserWhomNobodyKnowsIsNotFound() {
    find("nobody").then().statusCode(404).body("code", Matchers.equalTo("user-not-found"));
  }

  @Test
  void withTheCloudAwayKnownUsersAreStillFound() {
    know("wang", "王芳");
    cloud.goAway();
    find("wang").then().statusCode(200);
    find("other")
        .then()
        .statusCode(503)
        .body("code", Matchers.equalTo("cloud-unavailable"))
        .body("remedy", Matchers.not(Matchers.emptyString()));
  }

  @Test
  void whatIsNotFreshIsAskedAgain() {
    know("wang", "王芳");
    cloud.directory.put(People.inDirectory(People.person(CORP, "wang", "王芳芳")));
    find("wang").then().body("name", Matchers.equalTo("王芳"));

    clock.advance(Duration.ofMinutes(61));

    find("wang").then().statusCode(200).body("name", Matchers.equalTo("王芳芳"));
    find("wang");
    assertThat(cloud.count("user")).isOne();
  }

  @Test
  void whatIsNotFreshIsGoodEnoughWhenNobodyCanBeAskedAndSaysHowOldItIs() {
    var known = know("wang", "王芳");
    clock.advance(Duration.ofDays(1));
    cloud.refuse("user", ErrorCode.DINGTALK_UNAVAILABLE, "down");
    find("wang").then().statusCode(200);
    cloud.goAway();

    find("wang")
        .then()
        .statusCode(200)
        .body("name", Matchers.equalTo("王芳"))
        .body("asOf", Matchers.equalTo(known.asOf().toString()));
  }

  @Test
  void whomTheAppMayNotSeeAnyMoreIsRefusedAndNotForgotten() {
    know("wang", "王芳");
    clock.advance(Duration.ofDays(1));
    cloud.refuse("user", ErrorCode.USER_NOT_VISIBLE, null);

    find("wang").then().statusCode(403).body("code", Matchers.equalTo("user-not-visible"));

    assertThat(namesOf("{\"corp\":\"ding-search\"}")).containsExactly("王芳");
  }

  @Test
  void whoHasLeftIsNotFoundAndSignedInNowhere() {
    var wang = People.person(CORP, "wang", "王芳");
    var browser = signIn.browserOf(wang);
    browser.request().get("/api/v1/me").then().statusCode(200);
    clock.advance(Duration.ofMinutes(61));

    find("wang").then().statusCode(404).body("code", Matchers.equalTo("user-not-found"));

    assertThat(namesOf("{\"corp\":\"ding-search\"}")).isEmpty();
    browser.request().get("/api/v1/me").then().statusCode(401);
    cloud.goAway();
    find("wang").then().statusCode(503);
  }

  @Test
  void whoComesBackIsTheSameUserWithoutTheOldSessions() {
    var wang = People.person(CORP, "wang", "王芳");
    var before = know("wang", "王芳");
    var browser = signIn.browserOf(wang);
    clock.advance(Duration.ofMinutes(61));
    find("wang").then().statusCode(404);

    cloud.directory.put(People.inDirectory(wang));

    find("wang").then().statusCode(200).body("id", Matchers.equalTo(before.id().toString()));
    browser.request().get("/api/v1/me").then().statusCode(401);
  }

  @Test
  void aUserIsFoundByUnionIdInTheBooksOrByTheCloud() {
    var known = know("wang", "王芳");
    findBy("{\"corp\":\"ding-search\",\"unionId\":\"union-ding-search-wang\"}")
        .then()
        .statusCode(200)
        .body("id", Matchers.equalTo(known.id().toString()));
    assertThat(cloud.count("find")).isZero();

    cloud.directory.put(People.inDirectory(People.person(CORP, "li", "李伟")));
    findBy("{\"corp\":\"ding-search\",\"unionId\":\"union-ding-search-li\"}")
        .then()
        .statusCode(200)
        .body("userId", Matchers.equalTo("li"));
    findBy("{\"corp\":\"ding-search\",\"unionId\":\"nobodys\"}")
        .then()
        .statusCode(404)
        .body("code", Matchers.equalTo("user-not-found"));
  }

  @Test
  void whomTheUnionIdOfAnotherAppNamesIsFoundAndStaysSignedIn() {
    var wang = People.person(CORP, "wang", "王芳");
    var browser = signIn.browserOf(wang);
    var known = users.signedIn(byOtherApp("wang", "union-of-another-developer"));
    cloud.directory.put(People.inDirectory(wang));
    clock.advance(Duration.ofMinutes(61));

    findBy("{\"corp\":\"ding-search\",\"unionId\":\"union-of-another-developer\"}")
        .then()
        .statusCode(200)
        .body("id", Matchers.equalTo(known.id().toString()));

    browser.request().get("/api/v1/me").then().statusCode(200);
    assertThat(cloud.count("find")).isZero();
  }

  @Test
  void whoeverHasTheUserIdByNowIsNotFoundByTheUnionIdOfTheFormerOne() {
    know("wang", "王芳");
    cloud.directory.put(People.inDirectory(byOtherApp("wang", "union-of-the-successor").user()));
    clock.advance(Duration.ofMinutes(61));

    findBy("{\"corp\":\"ding-search\",\"unionId\":\"union-ding-search-wang\"}")
        .then()
        .statusCode(404)
        .body("code", Matchers.equalTo("user-not-found"));
  }

  @Test
  void whoCameBackUnderAnotherUserIdIsFoundByHerUnionId() {
    var before = know("wang", "王芳");
    cloud.directory.put(People.inDirectory(byOtherApp("wang2", before.unionId().value()).user()));
    clock.advance(Duration.ofMinutes(61));

    findBy("{\"corp\":\"ding-search\",\"unionId\":\"union-ding-search-wang\"}")
        .then()
        .statusCode(200)
        .body("userId", Matchers.equalTo("wang2"));
  }

  @Test
  void aUnionIdThatNobodyKnowsEndsNoSession() {
    var browser = signIn.browserOf(People.person(CORP, "wang", "王芳"));
    clock.advance(Duration.ofMinutes(61));
    var asked = "{\"corp\":\"ding-search\",\"unionId\":\"union-ding-search-wang\",\"app\":\"x\"}";

    findBy(asked).then().statusCode(404);

    browser.request().get("/api/v1/me").then().statusCode(200);
  }

  @Test
  void aUserIsFoundByMobileWhereTheAppIsAnInternalOne() {
    var mobile = "13900001111";
    cloud.directory.put(People.inDirectory(People.person(People.OTHER_CORP, "mo", "Mo")), mobile);
    findBy("{\"corp\":\"ding-other\",\"mobile\":\"" + mobile + "\"}")
        .then()
        .statusCode(200)
        .body("userId", Matchers.equalTo("mo"));
    assertThat(database.dump("users")).doesNotContain(mobile);
    findBy("{\"corp\":\"ding-search\",\"mobile\":\"" + mobile + "\"}")
        .then()
        .statusCode(422)
        .body("code", Matchers.equalTo("lookup-not-supported"));
  }

  @Test
  void aPersonSeesHerselfAndNobodyElse() {
    var browser = signIn.browserOf(People.ANNA);
    browser.request().get("/api/v1/users/ding-example/anna").then().statusCode(200);
    browser.request().get("/api/v1/users/ding-example/ben").then().statusCode(403);
    browser.request().get("/api/v1/users/ding-other/anna").then().statusCode(403);
  }

  @Test
  void usersAreFoundByAPartOfTheNameInAnyCaseAndLiterally() {
    know("a", "Wang Fang");
    know("b", "王芳");
    know("c", "100%_sure");
    assertThat(namesOf("{\"corp\":\"ding-search\",\"name\":\"fANG\"}"))
        .containsExactly("Wang Fang");
    assertThat(namesOf("{\"corp\":\"ding-search\",\"name\":\"芳\"}")).containsExactly("王芳");
    assertThat(namesOf("{\"corp\":\"ding-search\",\"name\":\"%_\"}")).containsExactly("100%_sure");
    assertThat(namesOf("{\"corp\":\"ding-search\",\"name\":\"!\"}")).isEmpty();
  }

  @Test
  void usersAreFoundByUnionIdExactly() {
    know("a", "Anna");
    know("ab", "Abel");
    assertThat(namesOf("{\"unionId\":\"union-ding-search-a\"}")).containsExactly("Anna");
    assertThat(namesOf("{\"unionId\":\"union-ding-search\"}")).isEmpty();
  }

  @Test
  void pagesFollowEachOtherWithoutGapsOrRepeats() {
    for (var i = 0; i < 7; i++) {
      know("u" + i, "User " + i);
    }
    var names = new ArrayList<String>();
    var cursor = "";
    do {
      var page =
          search("{\"corp\":\"ding-search\",\"limit\":3" + cursor + "}").then().statusCode(200);
      names.addAll(page.extract().<List<String>>path("items.name"));
      String next = page.extract().path("next");
      cursor = next == null ? null : ",\"cursor\":\"" + next + "\"";
    } while (cursor != null);
    assertThat(names)
        .containsExactly("User 0", "User 1", "User 2", "User 3", "User 4", "User 5", "User 6");
  }

  @Test
  void formerUsersAreNotFound() {
    var before = know("x", "Xaver");
    users.signedIn(
        new LoginResult(
            new LoginUser(
                CORP, before.ref().userId(), new UnionId("union-new"), null, "Xenia", null, null),
            new AppId("suite-a"),
            Instant.EPOCH));
    assertThat(namesOf("{\"corp\":\"ding-search\"}")).containsExactly("Xenia");
    assertThat(users.find(before.id())).map(User::name).contains("Xaver");
    assertThat(users.current(before.id())).isEmpty();
  }

  private static LoginResult byOtherApp(String userId, String unionId) {
    return new LoginResult(
        new LoginUser(CORP, new UserId(userId), new UnionId(unionId), null, "王芳", null, null),
        new AppId("internal-hr"),
        Instant.EPOCH);
  }

  private User know(String userId, String name) {
    return users.lookedUp(People.inDirectory(People.person(CORP, userId, name)), clock.now());
  }

  private Response find(String userId) {
    return given().header("Authorization", token).get("/api/v1/users/ding-search/" + userId);
  }

  private Response findBy(String body) {
    return post("/api/v1/users/find", body);
  }

  private Response search(String body) {
    return post("/api/v1/users/search", body);
  }

  private Response post(String path, String body) {
    return given()
        .header("Authorization", token)
        .contentType("application/json")
        .body(body)
        .post(path);
  }

  private List<String> namesOf(String body) {
    return search(body).then().statusCode(200).extract().path("items.name");
  }
}
