package io.dinggate.local.user;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.Browser;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.login.LoginUser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class DirectoryChangesTest {

  private static final CorpId CORP = new CorpId("ding-changes");
  private static final LoginUser WANG = People.person(CORP, "wang", "Wang");
  private static final UserRef REF = new UserRef(CORP, new UserId("wang"));
  private static final DepartmentRef QUALITY = new DepartmentRef(CORP, 4);

  @Inject FakeCloud cloud;
  @Inject DirectoryChanges changes;
  @Inject DirectorySync sync;
  @Inject Users users;
  @Inject Departments departments;
  @Inject SignIn signIn;
  @Inject TestDatabase database;
  @Inject TestClock clock;

  @BeforeEach
  void reset() {
    clock.reset();
    cloud.reset();
    database.run("delete from directory_step");
    database.run("delete from directory_sync");
    database.run("delete from department");
    var ours = "(select id from users where corp_id = 'ding-changes')";
    database.run("delete from sessions where user_row in " + ours);
    database.run("delete from users where corp_id = 'ding-changes'");
    cloud.directory.serve(CORP, AppKind.SUITE);
    cloud.directory.put(People.inDirectory(WANG));
  }

  @Test
  void whoIsDescribedAnewIsReadAnewHoweverFresh() {
    changes.personChanged(REF);
    drain();
    assertThat(users.find(REF)).map(User::name).contains("Wang");

    cloud.directory.put(People.inDirectory(People.person(CORP, "wang", "Wang Fang")));
    changes.personChanged(REF);
    drain();
    assertThat(users.find(REF)).map(User::name).contains("Wang Fang");
  }

  @Test
  void manyChangesOfOnePersonAreReadOnce() {
    for (var i = 0; i < 5; i++) {
      changes.personChanged(REF);
    }
    drain();
    assertThat(cloud.count("user")).isOne();

    changes.personChanged(REF);
    drain();
    assertThat(cloud.count("user")).isEqualTo(2);
  }

  @Test
  void whoLeavesIsSignedInNowhereAtOnceAndWithTheCloudAway() {
    var session = signIn.cookieOf(WANG);
    me(session, 200);
    cloud.directory.remove(REF);
    cloud.goAway();

    changes.personLeft(REF);
    changes.personLeft(REF);

    me(session, 401);
    assertThat(users.find(REF)).isEmpty();
    assertThat(users.gone(List.of(REF))).containsExactly(REF);

    cloud.comeBack();
    clock.advance(Duration.ofMinutes(1));
    drain();
    assertThat(users.gone(List.of(REF))).containsExactly(REF);
  }

  @Test
  void whoHasComeBackBeforeTheNewsOfLeavingIsAUserAgain() {
    var before = users.lookedUp(People.inDirectory(WANG), clock.now());

    changes.personLeft(REF);
    drain();

    assertThat(users.find(REF)).map(User::id).contains(before.id());
    assertThat(users.gone(List.of(REF))).isEmpty();
  }

  @Test
  void whoLeavesWhileSheSignsInIsNotSignedIn() {
    users.lookedUp(People.inDirectory(WANG), clock.now());
    var browser = new Browser();
    var back = cloud.logins.signIn(Browser.loginOf(browser.startLogin("/")), WANG);
    clock.advance(Duration.ofSeconds(1));
    cloud.directory.remove(REF);
    changes.personLeft(REF);
    drain();

    for (var time = 0; time < 2; time++) {
      assertThat(browser.open(back).header("Location")).contains("reason=user-not-in-corp");
      assertThat(browser.cookie(Browser.SESSION)).isNull();
      assertThat(users.gone(List.of(REF))).containsExactly(REF);
    }

    clock.advance(Duration.ofSeconds(1));
    me(signIn.cookieOf(WANG), 200);
    assertThat(users.gone(List.of(REF))).as("the cloud says that she is there").isEmpty();
  }

  @Test
  void nobodyMindsTheLeavingOfAStranger() {
    cloud.directory.remove(REF);
    changes.personLeft(REF);
    drain();
    assertThat(users.find(REF)).isEmpty();
  }

  @Test
  void departmentsFollowWhatIsHeard() {
    cloud.directory.put(CORP, 4, "Quality", 2L);
    changes.departmentChanged(QUALITY);
    changes.departmentChanged(QUALITY);
    drain();
    assertThat(departments.find(QUALITY)).map(Department::name).contains("Quality");
    assertThat(cloud.count("department")).isOne();

    cloud.directory.put(CORP, 4, "Control", 3L);
    changes.departmentChanged(QUALITY);
    drain();
    assertThat(departments.find(QUALITY)).map(Department::name).contains("Control");
    assertThat(cloud.count("children")).as("whoever is below is heard of by itself").isZero();

    changes.departmentRemoved(QUALITY);
    assertThat(departments.find(QUALITY)).isEmpty();
    drain();
    assertThat(departments.find(QUALITY)).as("it is there").isPresent();

    cloud.directory.remove(QUALITY);
    changes.departmentRemoved(QUALITY);
    changes.departmentRemoved(QUALITY);
    drain();
    assertThat(departments.find(QUALITY)).isEmpty();
    changes.departmentChanged(QUALITY);
    drain();
    assertThat(departments.find(QUALITY)).isEmpty();
  }

  private void drain() {
    while (sync.step()) {}
  }

  private static void me(String session, int status) {
    given().header("Cookie", session).get("/api/v1/me").then().statusCode(status);
  }
}
