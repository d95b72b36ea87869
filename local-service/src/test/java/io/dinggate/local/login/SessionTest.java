package io.dinggate.local.login;

import static io.dinggate.local.testing.People.ANNA;
import static io.dinggate.local.testing.People.BEN;
import static io.dinggate.local.testing.People.OLGA;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.Browser;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.LogLines;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.UnionId;
import io.dinggate.model.login.LoginUser;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@LocalServiceTest
class SessionTest {

  @Inject FakeCloud cloud;
  @Inject SignIn signIn;
  @Inject TestClock clock;
  @Inject TestDatabase database;
  @Inject LoginSweeper sweeper;
  @Inject Sessions sessions;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  @BeforeEach
  void reset() {
    cloud.reset();
    clock.reset();
  }

  @Test
  void aSessionEndsWhenItIsNotUsedForEightHours() {
    var browser = signIn.browserOf(ANNA);
    clock.advance(Duration.ofHours(8).minusSeconds(10));
    assertThat(me(browser)).isEqualTo(200);
    clock.advance(Duration.ofHours(8).minusSeconds(10));
    assertThat(me(browser)).isEqualTo(200);
    clock.advance(Duration.ofHours(8));
    assertThat(me(browser)).isEqualTo(401);
  }

  @Test
  void aSessionEndsAfterSevenDaysHoweverMuchItIsUsed() {
    var browser = signIn.browserOf(ANNA);
    for (var hours = 0; hours < 7 * 24 - 6; hours += 6) {
      clock.advance(Duration.ofHours(6));
      feedIsAnswered();
      assertThat(me(browser)).isEqualTo(200);
    }
    clock.advance(Duration.ofHours(6));
    feedIsAnswered();
    assertThat(me(browser)).isEqualTo(401);
  }

  @Test
  void aSessionEndsWhenTheFeedIsSilentForThreeDaysUntilAFreshLoginOrUntilItSpeaks() {
    feedIsAnswered();
    var browser = signIn.browserOf(ANNA);
    for (var hours = 0; hours < 3 * 24 - 6; hours += 6) {
      clock.advance(Duration.ofHours(6));
      assertThat(me(browser)).isEqualTo(200);
    }
    clock.advance(Duration.ofHours(6));

    assertThat(me(browser)).isEqualTo(401);
    assertThat(sessions.isLive(browser.cookie(Browser.SESSION))).isFalse();
    var fresh = signIn.browserOf(ANNA);
    assertThat(me(fresh)).isEqualTo(200);
    assertThat(sessions.isLive(fresh.cookie(Browser.SESSION))).isTrue();

    feedIsAnswered();
    clock.advance(Duration.ofSeconds(10));
    assertThat(me(browser)).isEqualTo(200);
    assertThat(sessions.isLive(browser.cookie(Browser.SESSION))).isTrue();
  }

  @Test
  void logoutEndsTheSessionAtTheServer() {
    var browser = signIn.browserOf(ANNA);
    var stolen = browser.copy();
    browser.keep(browser.script(site).post("/logout")).then().statusCode(204);
    assertThat(browser.cookie(Browser.SESSION)).isNull();
    assertThat(me(stolen)).isEqualTo(401);
  }

  @Test
  void logoutWithoutASessionIsHarmless() {
    new Browser().script(site).post("/logout").then().statusCode(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost", "https://localhost:1"})
  void anotherOriginCannotLogOut(String origin) {
    var browser = signIn.browserOf(ANNA);
    browser
        .request()
        .header("Origin", origin)
        .contentType("application/json")
        .post("/logout")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    browser.request().contentType("application/json").post("/logout").then().statusCode(403);
    assertThat(me(browser)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/users/search",
    "DELETE, /api/v1/sessions/ding-example/anna",
    "PATCH, /api/v1/me",
    "POST, /nowhere"
  })
  void noUnsafeMethodServesASessionFromAnotherOrigin(String method, String path) {
    var browser = signIn.browserOf(OLGA);
    browser
        .request()
        .header("Origin", "https://evil.example")
        .contentType("application/json")
        .body("{}")
        .request(method, path)
        .then()
        .statusCode(Matchers.oneOf(403, 404, 405));
    browser
        .request()
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/users/search")
        .then()
        .statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml"})
  void aFormCannotUseASession(String type) {
    signIn
        .browserOf(OLGA)
        .request()
        .header("Origin", site.toString())
        .header("Content-Type", type)
        .body("{}".getBytes(StandardCharsets.UTF_8))
        .post("/api/v1/users/search")
        .then()
        .statusCode(415);
  }

  /** Also where no body is read. */
  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/messages/m-1/cancel",
    "POST, /api/v1/messages/m-1/recall",
    "POST, /api/v1/messages/m-1/requeue",
    "POST, /api/v1/feed/parked/1/retry",
    "DELETE, /api/v1/feed/parked/1",
    "POST, /api/v1/directory/syncs/ding-example",
    "POST, /api/v1/webhooks/deliveries/1/retry",
    "DELETE, /api/v1/webhooks/deliveries/1",
    "DELETE, /api/v1/bindings/t/1",
    "DELETE, /api/v1/sessions/ding-example/anna"
  })
  void nothingButJsonServesASession(String method, String path) {
    signIn
        .browserOf(OLGA)
        .request()
        .header("Origin", site.toString())
        .contentType("text/plain")
        .body("x")
        .request(method, path)
        .then()
        .statusCode(415)
        .body("code", Matchers.equalTo("unsupported-media-type"));
  }

  @Test
  void aPlainFormCannotUseASession() {
    signIn
        .browserOf(OLGA)
        .request()
        .header("Origin", site.toString())
        .formParam("name", "a")
        .post("/api/v1/users/search")
        .then()
        .statusCode(415);
  }

  @Test
  void anAccessTokenCountsInsteadOfTheCookieBesideIt() {
    signIn
        .browserOf(ANNA)
        .request()
        .header("Authorization", AccessToken.withScope("users:read"))
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/users/search")
        .then()
        .statusCode(200);
    signIn
        .browserOf(ANNA)
        .request()
        .header("Authorization", "Bearer nonsense")
        .get("/api/v1/me")
        .then()
        .statusCode(401);
  }

  @Test
  void anOperatorSignsAPersonOutEverywhere() {
    var desk = signIn.browserOf(BEN);
    var phone = signIn.browserOf(BEN);
    var anna = signIn.browserOf(ANNA);
    signIn
        .browserOf(OLGA)
        .script(site)
        .delete("/api/v1/sessions/ding-example/ben")
        .then()
        .statusCode(204);
    assertThat(me(desk)).isEqualTo(401);
    assertThat(me(phone)).isEqualTo(401);
    assertThat(me(anna)).isEqualTo(200);
  }

  @Test
  void aPersonInsideDingTalkSignsInWithACode() {
    var browser = new Browser();
    var answer = browser.keep(inApp(browser, cloud.logins.codeFor(ANNA)));
    answer.then().statusCode(200).body("userId", Matchers.equalTo("anna"));
    assertThat(me(browser)).isEqualTo(200);
  }

  @Test
  void aNewLoginInsideDingTalkMakesANewSessionAndEndsTheOldOne() {
    var browser = new Browser();
    browser.keep(inApp(browser, cloud.logins.codeFor(ANNA)));
    var before = browser.copy();
    browser.keep(inApp(browser, cloud.logins.codeFor(ANNA)));
    assertThat(browser.cookie(Browser.SESSION)).isNotEqualTo(before.cookie(Browser.SESSION));
    assertThat(me(browser)).isEqualTo(200);
    assertThat(me(before)).isEqualTo(401);
  }

  @Test
  void aCodeThatWasUsedIsRefusedWithTheReason() {
    var code = cloud.logins.codeFor(ANNA);
    inApp(new Browser(), code).then().statusCode(200);
    inApp(new Browser(), code)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", Matchers.equalTo("auth-code-invalid"));
  }

  @Test
  void signInsInsideDingTalkAreAuditedLikeTheOthers() {
    try (var log = LogLines.of("io.dinggate.audit.login")) {
      inApp(new Browser(), cloud.logins.codeFor(ANNA)).then().statusCode(200);
      inApp(new Browser(), "junk").then().statusCode(400);

      assertThat(log.all())
          .containsExactly(
              "INFO login in DingTalk: LoginUser[ding-example/anna] signed in",
              "INFO login in DingTalk refused: auth-code-invalid");
    }
  }

  @Test
  void codesFromOneAddressAreCapped() {
    clock.stop();
    clock.advance(Duration.ofHours(2)); // past what other tests have spent
    for (var i = 0; i < 300; i++) {
      inApp(new Browser(), "junk").then().statusCode(400);
    }

    inApp(new Browser(), "junk")
        .then()
        .statusCode(429)
        .header("Retry-After", "60")
        .body("code", Matchers.equalTo("rate-limited"));

    assertThat(cloud.count("inApp")).isEqualTo(300);
    clock.advance(Duration.ofMinutes(1));
    inApp(new Browser(), cloud.logins.codeFor(ANNA)).then().statusCode(200);
  }

  @Test
  void onlyOurOwnPagesSignInWithACode() {
    var body = "{\"corp\":\"ding-example\",\"code\":\"" + cloud.logins.codeFor(ANNA) + "\"}";
    var request = new Browser().request().contentType("application/json").body(body);
    request.post("/login/in-app").then().statusCode(403);
    request.header("Origin", "https://evil.example").post("/login/in-app").then().statusCode(403);
    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void aPersonWhoTookAnothersPlaceIsAnotherUserAndTheOldSessionEnds() {
    var before = signIn.browserOf(BEN);
    assertThat(sessions.isLive(before.cookie(Browser.SESSION))).isTrue();
    var oldId = before.request().get("/api/v1/me").<String>path("id");
    var successor =
        new LoginUser(
            BEN.corp(),
            BEN.userId(),
            new UnionId("union-of-somebody-else"),
            null,
            "Bob",
            null,
            null);
    var after = signIn.browserOf(successor);

    assertThat(after.request().get("/api/v1/me").<String>path("id")).isNotEqualTo(oldId);
    assertThat(me(before)).isEqualTo(401);
    assertThat(sessions.isLive(before.cookie(Browser.SESSION)))
        .as("event streams that it opened end")
        .isFalse();
    assertThat(
            database.number(
                "select count(*) from users where id = '"
                    + oldId
                    + "' and former_since is not null"))
        .isOne();
    signIn.browserOf(BEN);
  }

  @Test
  void whatEndedADayAgoIsForgottenAndNothingElse() {
    signIn.browserOf(BEN);
    clock.advance(Duration.ofDays(8).plusHours(1));
    var alive = signIn.browserOf(ANNA);
    sweeper.sweep();
    assertThat(
            database.number(
                "select count(*) from sessions where expires_at < now() + interval '7 days'"))
        .isZero();
    assertThat(me(alive)).isEqualTo(200);
  }

  /** As its reader does, which does not run in tests. */
  private void feedIsAnswered() {
    database.run("update feed_answer set answered_at = '" + clock.now() + "'");
  }

  private Response inApp(Browser browser, String code) {
    return browser
        .script(site)
        .body("{\"corp\":\"ding-example\",\"code\":\"" + code + "\"}")
        .post("/login/in-app");
  }

  private static int me(Browser browser) {
    return browser.request().get("/api/v1/me").statusCode();
  }
}
