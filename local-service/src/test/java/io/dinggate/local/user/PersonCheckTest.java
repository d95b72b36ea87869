package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.dinggate.local.testing.Browser;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TestClock;
import io.dinggate.model.AppId;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A second app, of another developer, names a user whom the site knows by a first one. */
@LocalServiceTest
class PersonCheckTest {

  private static final AppId FIRST = new AppId("suite-a");

  @Inject FakeCloud cloud;
  @Inject SignIn signIn;
  @Inject TestClock clock;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  private final LoginUser known =
      People.person(People.CORP, "known-" + UUID.randomUUID(), "Known by suite-a");

  @BeforeEach
  void reset() {
    cloud.reset();
    clock.reset();
  }

  @Test
  void thePersonKeepsHerSessionsWhenTheFirstAppStillKnowsHer() {
    var desk = signIn.browserOf(known);
    cloud.directory.put(People.inDirectory(known));

    var phone = new Browser();
    inOtherApp(phone, known).then().statusCode(200);

    assertThat(idOf(phone)).isEqualTo(idOf(desk));
    inOtherApp(phone, known).then().statusCode(200);
    assertThat(cloud.count("user")).isOne();
  }

  @Test
  void whoeverHasTheUserIdByNowGetsAnAccountOfHisOwn() {
    var desk = signIn.browserOf(known);
    var before = idOf(desk);
    cloud.directory.put(People.inDirectory(named(known, "union-of-the-successor")));

    var phone = new Browser();
    inOtherApp(phone, known).then().statusCode(200);

    assertThat(idOf(phone)).isNotEqualTo(before);
    desk.request().get("/api/v1/me").then().statusCode(401);
  }

  @Test
  void whomTheFirstAppDoesNotKnowAnyMoreIsSomebodyElse() {
    var desk = signIn.browserOf(known);
    var before = idOf(desk);

    var phone = new Browser();
    inOtherApp(phone, known).then().statusCode(200);

    assertThat(idOf(phone)).isNotEqualTo(before);
    desk.request().get("/api/v1/me").then().statusCode(401);
  }

  @ParameterizedTest
  @EnumSource(names = {"APP_NOT_ALLOWED", "CORP_NOT_AUTHORIZED", "USER_NOT_VISIBLE"})
  void whomTheFirstAppMayNotBeAskedForKeepsEverythingAndTheSignInSaysWhatToDo(ErrorCode reason) {
    var desk = signIn.browserOf(known);
    cloud.directory.stop(FIRST, reason);

    var phone = new Browser();
    inOtherApp(phone, known)
        .then()
        .statusCode(403)
        .body("code", equalTo(reason.wire()))
        .body("detail", containsString("suite-a"))
        .body("detail", containsString("operations guide"));

    assertThat(phone.cookie(Browser.SESSION)).isNull();
    desk.request().get("/api/v1/me").then().statusCode(200);

    cloud.reset();
    cloud.directory.put(People.inDirectory(known));
    inOtherApp(phone, known).then().statusCode(200);
    assertThat(idOf(phone)).isEqualTo(idOf(desk));
  }

  @Test
  void anyAppThatNamedThePersonBeforeCanConfirmHer() {
    var desk = signIn.browserOf(known);
    cloud.directory.put(People.inDirectory(known));
    inApp("alpha", new Browser(), named(known, "union-by-alpha")).then().statusCode(200);
    cloud.directory.stop(new AppId("alpha"), ErrorCode.APP_NOT_ALLOWED);

    var phone = new Browser();
    inOtherApp(phone, known).then().statusCode(200);

    assertThat(idOf(phone)).isEqualTo(idOf(desk));
  }

  @Test
  void aLookUpByAnotherAppEndsNothingWhileTheFirstAppCannotBeAsked() {
    var desk = signIn.browserOf(known);
    cloud.directory.put(inOtherDirectory(known));
    cloud.directory.stop(FIRST, ErrorCode.CORP_NOT_AUTHORIZED);
    clock.advance(Duration.ofMinutes(61));

    desk.request()
        .get("/api/v1/users/" + known.corp() + "/" + known.userId())
        .then()
        .statusCode(200)
        .body("unionId", equalTo(known.unionId().value()));

    desk.request().get("/api/v1/me").then().statusCode(200);
    assertThat(cloud.count("user")).isEqualTo(2);
  }

  @Test
  void nobodyIsTakenForAnybodyWhileTheFirstAppCannotBeAsked() {
    var desk = signIn.browserOf(known);
    cloud.refuse("user", ErrorCode.DINGTALK_UNAVAILABLE, "away");

    var phone = new Browser();
    inOtherApp(phone, known).then().statusCode(ErrorCode.DINGTALK_UNAVAILABLE.status());

    assertThat(phone.cookie(Browser.SESSION)).isNull();
    desk.request().get("/api/v1/me").then().statusCode(200);
  }

  private Response inOtherApp(Browser browser, LoginUser user) {
    return inApp("internal-hr", browser, named(user, "union-of-another-developer"));
  }

  private Response inApp(String app, Browser browser, LoginUser user) {
    return browser.keep(
        browser
            .script(site)
            .body(
                "{\"corp\":\"%s\",\"app\":\"%s\",\"code\":\"%s\"}"
                    .formatted(user.corp(), app, cloud.logins.codeFor(user)))
            .post("/login/in-app"));
  }

  private static DirectoryUser inOtherDirectory(LoginUser user) {
    return new DirectoryUser(
        user.corp(),
        user.userId(),
        new AppId("internal-hr"),
        new UnionId("union-of-another-developer"),
        user.name(),
        null,
        null,
        List.of(1L),
        true);
  }

  private static LoginUser named(LoginUser user, String unionId) {
    return new LoginUser(
        user.corp(),
        user.userId(),
        new UnionId(unionId),
        new OpenId("open"),
        user.name(),
        null,
        null);
  }

  private static String idOf(Browser browser) {
    return browser.request().get("/api/v1/me").path("id");
  }
}
