package io.dinggate.local.login;

import static io.dinggate.local.testing.People.ANNA;
import static io.dinggate.local.testing.People.BEN;
import static io.dinggate.local.testing.People.OLGA;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.Browser;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sign-in by redirect as a browser sees it, with nothing going wrong but the person. */
@LocalServiceTest
class LoginFlowTest {

  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject TestDatabase database;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  @BeforeEach
  void reset() {
    cloud.reset();
    clock.reset();
  }

  @Test
  void aPersonSignsInAndComesBackToWhereSheWas() {
    var browser = new Browser();
    var start = browser.startLogin("/orders?open=1");
    assertThat(start.statusCode()).isEqualTo(303);
    assertThat(start.header("Location")).startsWith(cloud.url() + "/dingtalk?login=");

    var back = browser.open(cloud.logins.signIn(Browser.loginOf(start), ANNA));

    assertThat(back.statusCode()).isEqualTo(303);
    assertThat(back.header("Location")).isEqualTo(site + "/orders?open=1");
    me(browser)
        .then()
        .statusCode(200)
        .body("corp", org.hamcrest.Matchers.equalTo(ANNA.corp().value()))
        .body("userId", org.hamcrest.Matchers.equalTo(ANNA.userId().value()))
        .body("unionId", org.hamcrest.Matchers.equalTo(ANNA.unionId().value()))
        .body("name", org.hamcrest.Matchers.equalTo(ANNA.name()))
        .body("operator", org.hamcrest.Matchers.equalTo(false));
  }

  @Test
  void theOperatorOfTheClientsFileIsOne() {
    var browser = new Browser().signIn(cloud, OLGA);
    assertThat(me(browser).<Boolean>path("operator")).isTrue();
  }

  @Test
  void theCloudLearnsTheChallengeAndTheReturnUrlAndTheCorp() {
    var start = new Browser().request().queryParam("corp", "ding-example").get("/login");
    var asked = cloud.logins.startOf(Browser.loginOf(start));
    assertThat(asked.codeChallenge()).hasSize(43);
    assertThat(asked.returnUrl()).hasToString(site + "/login/return");
    assertThat(asked.corp().value()).isEqualTo("ding-example");
  }

  @Test
  void theReturnIsAnsweredWithoutAPageAndKeptByNobody() {
    var browser = new Browser();
    var back = browser.open(cloud.logins.signIn(Browser.loginOf(browser.startLogin("/")), ANNA));
    assertThat(back.body().asString()).isEmpty();
    assertThat(back.header("Cache-Control")).isEqualTo("no-store");
    assertThat(back.header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void theCookiesStayWithThisHostAndOutOfScripts() {
    var browser = new Browser();
    var start = browser.startLogin("/");
    var back = browser.open(cloud.logins.signIn(Browser.loginOf(start), ANNA));
    for (var cookie : new String[] {start.header("Set-Cookie"), back.header("Set-Cookie")}) {
      assertThat(cookie)
          .startsWith("__Host-dinggate-")
          .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
          .doesNotContain("Domain");
    }
  }

  @Test
  void theTicketIsAcknowledgedAfterItsSessionIsStored() {
    new Browser().signIn(cloud, ANNA);
    assertThat(cloud.calls())
        .extracting(FakeCloud.Call::operation)
        .filteredOn(operation -> !operation.equals("token"))
        .containsExactly("start", "redeem", "acknowledge");
  }

  @Test
  void manyTabsSignInIndependently() {
    var browser = new Browser();
    var first = Browser.loginOf(browser.startLogin("/first"));
    var second = Browser.loginOf(browser.startLogin("/second"));
    assertThat(browser.open(cloud.logins.signIn(second, ANNA)).header("Location"))
        .isEqualTo(site + "/second");
    assertThat(browser.open(cloud.logins.signIn(first, ANNA)).header("Location"))
        .isEqualTo(site + "/first");
    me(browser).then().statusCode(200);
  }

  @Test
  void aNewLoginMakesANewSessionAndEndsTheOldOne() {
    var browser = new Browser().signIn(cloud, ANNA);
    var before = browser.copy();
    browser.signIn(cloud, BEN);
    assertThat(browser.cookie(Browser.SESSION)).isNotEqualTo(before.cookie(Browser.SESSION));
    assertThat(me(browser).<String>path("userId")).isEqualTo("ben");
    me(before).then().statusCode(401);
  }

  @Test
  void aSessionThatSomebodyElsePlantedIsNotTakenOver() {
    var browser = new Browser();
    var planted = "A".repeat(43);
    browser.put(Browser.SESSION, planted);
    browser.signIn(cloud, ANNA);
    assertThat(browser.cookie(Browser.SESSION)).isNotEqualTo(planted);
    var attacker = new Browser();
    attacker.put(Browser.SESSION, planted);
    me(attacker).then().statusCode(401);
  }

  @Test
  void neitherTheTokenOfASessionNorTheTicketNorTheVerifierStandsInTheDatabase() {
    var browser = new Browser();
    var login = Browser.loginOf(browser.startLogin("/"));
    var back = cloud.logins.signIn(login, ANNA);
    browser.open(back);
    var ticket = back.getQuery().replaceAll(".*login_ticket=", "");
    var dump = database.dump("logins", "sessions");
    assertThat(dump)
        .contains(login.value())
        .doesNotContain(browser.cookie(Browser.SESSION), browser.cookie(Browser.KEY), ticket)
        .doesNotContain(cloud.logins.lastVerifier());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void whateverTheReasonTheLoginEndsOnThePageThatSaysIt(ErrorCode reason) {
    var browser = new Browser();
    var login = Browser.loginOf(browser.startLogin("/orders"));

    var back = browser.open(cloud.logins.fail(login, reason));

    assertThat(back.statusCode()).isEqualTo(303);
    assertThat(back.header("Location"))
        .isEqualTo(site + "/login/failed?reason=" + reason.wire() + "&return_to=%2Forders");
    assertThat(browser.cookie(Browser.SESSION)).isNull();
  }

  private static Response me(Browser browser) {
    return browser.request().get("/api/v1/me");
  }
}
