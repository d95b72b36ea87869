package io.dinggate.local.login;

import static io.dinggate.local.testing.People.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.local.testing.Browser;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.FakeCloud.Fault;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same return URL again, after something broke at each point of the way: the person ends signed
 * in, with one session, or on a clear page.
 */
@LocalServiceTest
class LoginCrashTest {

  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject TestDatabase database;

  private final Browser browser = new Browser();

  @BeforeEach
  void reset() {
    cloud.reset();
    clock.reset();
    database.run("update logins set state = 'DEAD' where state = 'OPEN'");
  }

  @AfterEach
  void repair() {
    database.run("drop trigger if exists broken on sessions");
    database.run("drop trigger if exists broken on logins");
  }

  @Test
  void redeemedButNotCommittedIsRepeated() {
    database.run(
        """
        create or replace function broken() returns trigger language plpgsql
        as $$ begin raise exception 'the disk is full'; end $$""");
    database.run("create trigger broken before insert on sessions execute function broken()");
    var newcomer = People.person(People.CORP, "newcomer", "Newcomer");
    var back = cloud.logins.signIn(Browser.loginOf(browser.startLogin("/")), newcomer);
    assertThat(location(browser.open(back))).contains("/login/failed?reason=internal");
    assertThat(database.number("select count(*) from users where user_id = 'newcomer'")).isZero();

    database.run("drop trigger broken on sessions");
    browser.open(back);

    assertSignedInOnce();
    assertThat(cloud.count("redeem")).isEqualTo(2);
  }

  @Test
  void aLostAnswerToRedeemingIsRepeated() {
    var back = signedInAtDingTalk();
    cloud.failNext("redeem", Fault.DROP_ANSWER);
    assertThat(location(browser.open(back))).contains("/login/failed?reason=cloud-unavailable");
    browser.open(back);
    assertSignedInOnce();
  }

  @Test
  void committedButNeitherAcknowledgedNorAnsweredIsTheSameSessionAgain() {
    var back = signedInAtDingTalk();
    cloud.refuse("acknowledge", ErrorCode.OVERLOADED, "busy");
    var lost = browser.copy();
    lost.open(back);
    cloud.reset();

    browser.open(back);

    assertSignedInOnce();
    assertThat(browser.cookie(Browser.SESSION)).isEqualTo(lost.cookie(Browser.SESSION));
    assertThat(cloud.count("acknowledge")).isOne();
    assertThat(location(browser.open(back))).contains("reason=login-ticket-invalid");
  }

  @Test
  void aLostAcknowledgementLeavesThePersonSignedIn() {
    var back = signedInAtDingTalk();
    cloud.failNext("acknowledge", Fault.DROP_ANSWER);
    browser.open(back);
    assertSignedInOnce();
  }

  @Test
  void nobodyWaitsForACloudThatTakesLongAndItIsToldAllTheSame() {
    var back = signedInAtDingTalk();
    var before = acknowledged();
    cloud.failNext("acknowledge", Fault.LATE);

    browser.open(back);

    assertSignedInOnce();
    assertThat(acknowledged()).isEqualTo(before);
    cloud.answerLate();
    await().until(() -> acknowledged() == before + 1);
  }

  @Test
  void aDatabaseThatFailsAfterTheCommitLeavesThePersonSignedIn() {
    database.run(
        """
        create or replace function broken() returns trigger language plpgsql
        as $$ begin raise exception 'the disk is full'; end $$""");
    database.run(
        """
        create trigger broken before update on logins for each row
        when (new.acknowledged_at is not null) execute function broken()""");
    browser.open(signedInAtDingTalk());
    assertSignedInOnce();
  }

  @Test
  void theSameSessionComesAgainForFiveMinutesAtMost() {
    var back = signedInAtDingTalk();
    cloud.refuse("acknowledge", ErrorCode.OVERLOADED, "busy");
    browser.copy().open(back);
    clock.advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(location(browser.open(back))).contains("reason=login-ticket-invalid");
    assertThat(browser.cookie(Browser.SESSION)).isNull();
  }

  @Test
  void aStrangerWithTheUrlEndsTheRepeating() {
    var back = signedInAtDingTalk();
    cloud.refuse("acknowledge", ErrorCode.OVERLOADED, "busy");
    browser.copy().open(back);
    assertThat(location(new Browser().open(back))).contains("reason=login-ticket-invalid");
    assertThat(location(browser.open(back))).contains("reason=login-ticket-invalid");
  }

  @Test
  void aSessionThatWasEndedDoesNotComeAgain() {
    var back = signedInAtDingTalk();
    cloud.refuse("acknowledge", ErrorCode.OVERLOADED, "busy");
    var first = browser.copy();
    first.open(back);
    database.run("update sessions set revoked_at = now()");
    assertThat(location(browser.open(back))).contains("reason=login-ticket-invalid");
  }

  @Test
  void theSameUrlManyTimesAtOnceMakesOneSession() throws Exception {
    var back = signedInAtDingTalk();
    var before = sessions();
    try (var pool = Executors.newFixedThreadPool(8)) {
      var tabs = List.of(tab(), tab(), tab(), tab(), tab(), tab(), tab(), tab());
      var loads = tabs.stream().<Callable<Response>>map(tab -> () -> tab.open(back)).toList();
      for (var load : pool.invokeAll(loads)) {
        assertThat(load.get().statusCode()).isEqualTo(303);
      }
      var tokens =
          tabs.stream().map(tab -> tab.cookie(Browser.SESSION)).filter(t -> t != null).toList();
      assertThat(tokens).isNotEmpty();
      assertThat(tokens.stream().distinct()).hasSize(1);
      browser.put(Browser.SESSION, tokens.getFirst());
    }
    assertThat(sessions() - before).isOne();
    assertSignedIn();
  }

  @Test
  void withTheCloudAwayTheLoginEndsOnAPageAndLeavesNothing() {
    cloud.goAway();
    var answer = browser.startLogin("/");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body().asString()).contains("cannot be reached from this site");
    assertThat(database.number("select count(*) from logins where state = 'OPEN'")).isZero();
  }

  @Test
  void withTheCloudAwayForTheReturnTheSameUrlWorksLater() {
    var back = signedInAtDingTalk();
    cloud.goAway();
    assertThat(location(browser.open(back))).contains("reason=cloud-unavailable");
    cloud.comeBack();
    browser.open(back);
    assertSignedInOnce();
  }

  private URI signedInAtDingTalk() {
    return cloud.logins.signIn(Browser.loginOf(browser.startLogin("/")), ANNA);
  }

  private Browser tab() {
    return browser.copy();
  }

  private void assertSignedInOnce() {
    assertSignedIn();
    assertThat(
            database.number(
                """
                select count(*) from sessions where login_id =
                  (select id from logins where state = 'DONE' order by finished_at desc limit 1)"""))
        .isOne();
  }

  private void assertSignedIn() {
    browser.request().get("/api/v1/me").then().statusCode(200);
  }

  private long acknowledged() {
    return database.number("select count(*) from logins where acknowledged_at is not null");
  }

  private long sessions() {
    return database.number("select count(*) from sessions");
  }

  private static String location(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.header("Location");
  }
}
