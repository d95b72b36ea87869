package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.Browser;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second app, of another developer, names a user whom the site knows by a first one. */
@LocalServiceTest
class PersonCheckTest {

  @Inject FakeCloud cloud;
  @Inject SignIn signIn;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  private final LoginUser known =
      People.person(People.CORP, "known-" + UUID.randomUUID(), "Known by suite-a");

  @BeforeEach
  void reset() {
    cloud.reset();
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
    var code = cloud.logins.codeFor(named(user, "union-of-another-developer"));
    return browser.keep(
        browser
            .script(site)
            .body(
                "{\"corp\":\"%s\",\"app\":\"internal-hr\",\"code\":\"%s\"}"
                    .formatted(user.corp(), code))
            .post("/login/in-app"));
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
