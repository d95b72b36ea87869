package io.dinggate.local.login;

import static io.dinggate.local.testing.People.ANNA;
import static io.dinggate.local.testing.People.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.Browser;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.LogLines;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.LoginId;
import io.dinggate.model.login.LoginTicket;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G5: a login ticket serves its own browser, once. */
@LocalServiceTest
class LoginGuardsTest {

  private static final String INVALID = "/login/failed?reason=login-ticket-invalid";

  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject TestDatabase database;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  private final Browser browser = new Browser();

  @BeforeEach
  void reset() {
    cloud.reset();
    clock.reset();
    database.run("update logins set state = 'DEAD' where state = 'OPEN'");
  }

  @Test
  void aUsedTicketIsRefusedEvenToItsOwnBrowser() {
    var back = signedInAtDingTalk();
    browser.open(back);
    assertThat(location(browser.open(back))).startsWith(INVALID);
    assertThat(cloud.count("redeem")).isOne();
  }

  @Test
  void aTicketInAnotherBrowserIsBurnedBeforeThatBrowserIsAnswered() {
    var back = signedInAtDingTalk();
    var other = new Browser();
    other.startLogin("/");

    assertThat(location(other.open(back))).startsWith(INVALID);

    assertThat(other.cookie(Browser.SESSION)).isNull();
    assertThat(cloud.count("redeem")).isZero();
    assertThat(cloud.logins.isAlive(ticketOf(back))).isFalse();
    assertThat(location(browser.open(back))).startsWith(INVALID);
    assertThat(browser.cookie(Browser.SESSION)).isNull();
  }

  @Test
  void aBurnedTicketStaysDeadHereWhenTheCloudCouldNotBeTold() {
    var back = signedInAtDingTalk();
    cloud.goAway();
    assertThat(location(new Browser().open(back))).startsWith(INVALID);
    cloud.comeBack();

    assertThat(cloud.logins.isAlive(ticketOf(back))).isTrue();
    assertThat(location(browser.open(back))).startsWith(INVALID);
    assertThat(browser.cookie(Browser.SESSION)).isNull();
  }

  @Test
  void aTicketUnderAnUnknownLoginIsBurned() {
    var back = signedInAtDingTalk();
    var forged = URI.create(back.toString().replaceAll("login=[^&]*", "login=made-up"));
    assertThat(location(browser.open(forged))).startsWith(INVALID);
    assertThat(cloud.logins.isAlive(ticketOf(back))).isFalse();
    assertThat(location(browser.open(back))).startsWith(INVALID);
  }

  @Test
  void aTicketOfAnotherLoginOfTheSameBrowserIsRefused() {
    var first = signedInAtDingTalk();
    var second = Browser.loginOf(browser.startLogin("/"));
    var mixed = URI.create(first.toString().replaceAll("login=[^&]*", "login=" + second));
    assertThat(location(browser.open(mixed))).startsWith(INVALID);
    assertThat(browser.cookie(Browser.SESSION)).isNull();
  }

  @Test
  void aTicketBroughtWithALoginOfTheThiefIsBurned() {
    var back = signedInAtDingTalk();
    var thief = new Browser();
    var own = Browser.loginOf(thief.startLogin("/"));

    assertThat(location(thief.open(withLogin(back, own)))).startsWith(INVALID);

    assertThat(thief.cookie(Browser.SESSION)).isNull();
    assertThat(cloud.logins.isAlive(ticketOf(back))).isFalse();
    assertThat(location(browser.open(back))).startsWith(INVALID);
  }

  @Test
  void aTicketBroughtWithAFinishedLoginOfTheThiefIsBurned() {
    var back = signedInAtDingTalk();
    var thief = new Browser();
    var own = Browser.loginOf(thief.startLogin("/"));
    thief.open(cloud.logins.signIn(own, BEN));

    assertThat(location(thief.open(withLogin(back, own)))).startsWith(INVALID);

    assertThat(cloud.logins.isAlive(ticketOf(back))).isFalse();
  }

  @Test
  void strayTicketsFromOneAddressAreCapped() {
    clock.stop();
    clock.advance(Duration.ofHours(1)); // past what other tests have spent
    try (var log = LogLines.of("io.dinggate.audit.login")) {
      for (var i = 0; i < 300; i++) {
        assertThat(location(browser.open(stray(i)))).startsWith(INVALID);
      }
      assertThat(log.all())
          .hasSize(300)
          .allMatch(line -> line.startsWith("WARN login ticket burned"));

      assertThat(location(browser.open(stray(300))))
          .startsWith("/login/failed?reason=rate-limited");

      assertThat(log.all()).hasSize(300);
    }
    assertThat(cloud.count("abandon")).isEqualTo(300);
    clock.advance(Duration.ofMinutes(1));
    assertThat(location(browser.open(stray(0)))).startsWith(INVALID);
  }

  @Test
  void aLookFromAfarUsesUpNothing() {
    var back = signedInAtDingTalk();
    assertThat(browser.request().urlEncodingEnabled(false).head(back).statusCode()).isEqualTo(405);
    assertThat(new Browser().request().head("/login").statusCode()).isEqualTo(405);
    assertThat(database.number("select count(*) from logins where state = 'OPEN'")).isOne();
    browser.open(back);
    assertThat(browser.cookie(Browser.SESSION)).isNotNull();
  }

  private URI stray(int number) {
    return URI.create(site + "/login/return?login_ticket=%043d&login=made-up".formatted(number));
  }

  private static URI withLogin(URI back, LoginId login) {
    return URI.create(back.toString().replaceAll("login=[^&]*", "login=" + login));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?login=",
        "?login=made-up",
        "?login=made-up&login_ticket=short",
        "?login=%00&login_ticket=%FF",
        "?login_error=made-up",
        "?login=made-up&login_error=%3Cscript%3E"
      })
  void nonsenseEndsOnThePageAndAsksNobody(String query) {
    assertThat(location(browser.open(URI.create(site + "/login/return" + query))))
        .startsWith("/login/failed?reason=");
    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void aReturnWithoutTicketOrReasonEndsOnThePage() {
    var login = Browser.loginOf(browser.startLogin("/"));
    assertThat(location(browser.open(URI.create(site + "/login/return?login=" + login))))
        .startsWith("/login/failed?reason=login-failed");
  }

  @Test
  void aLoginThatTookTooLongIsRefusedAndItsTicketBurned() {
    var back = signedInAtDingTalk();
    clock.advance(Duration.ofMinutes(11).plusMillis(1));
    assertThat(location(browser.open(back))).startsWith("/login/failed?reason=login-expired");
    assertThat(cloud.count("redeem")).isZero();
    assertThat(cloud.logins.isAlive(ticketOf(back))).isFalse();
  }

  @Test
  void aLoginInItsLastMomentIsTaken() {
    var back = signedInAtDingTalk();
    clock.advance(Duration.ofMinutes(10).plusSeconds(55));
    browser.open(back);
    assertThat(browser.cookie(Browser.SESSION)).isNotNull();
  }

  @Test
  void aTicketThatTheCloudDoesNotKnowIsRefused() {
    var back = signedInAtDingTalk();
    cloud.logins.forgetTickets();
    assertThat(location(browser.open(back))).startsWith(INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)"
      })
  void aForeignGoalIsRefusedBeforeAnythingBegins(String goal) {
    var answer = browser.startLogin(goal);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body().asString()).contains("does not lead back to this site");
    assertThat(answer.body().asString()).doesNotContain("evil", "alert(1)");
    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void aCorpThatCannotBeOneIsRefusedBeforeAnythingBegins() {
    var answer = browser.request().queryParam("corp", "a b").get("/login");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(answer.body().asString())
        .contains("does not serve the organisation", ">corp-not-allowed<")
        .doesNotContain("does not lead back to this site");
    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void tooManyOpenLoginsAreAnsweredWithAPage() {
    database.run(
        """
        insert into logins (id, browser_hash, verifier, return_to, address_hash, state, created_at, expires_at)
        select gen_random_uuid(), 'x', 'x', '/', 'x', 'OPEN', now(), now() + interval '10 minutes'
        from generate_series(1, 2000)""");
    var answer = browser.startLogin("/");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("60");
    assertThat(answer.body().asString()).contains("Too many people are signing in");
    assertThat(cloud.calls()).isEmpty();
  }

  @Test
  void openLoginsFromOneAddressAreCapped() {
    database.run("delete from logins");
    for (var i = 0; i < 200; i++) {
      assertThat(new Browser().startLogin("/").statusCode()).isEqualTo(303);
    }
    assertThat(new Browser().startLogin("/").statusCode()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(12));
    assertThat(new Browser().startLogin("/").statusCode()).isEqualTo(303);
  }

  @Test
  void theCapHoldsForLoginsThatAreOpenedAtOnce() throws Exception {
    database.run("delete from logins");
    for (var i = 0; i < 190; i++) {
      new Browser().startLogin("/");
    }
    Callable<Integer> start = () -> new Browser().startLogin("/").statusCode();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(Collections.nCopies(40, start))) {
        assertThat(done.get()).isIn(303, 429);
      }
    }
    assertThat(database.number("select count(*) from logins where state = 'OPEN'")).isEqualTo(200);
  }

  private URI signedInAtDingTalk() {
    return cloud.logins.signIn(Browser.loginOf(browser.startLogin("/")), ANNA);
  }

  private String location(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.header("Location").substring(site.toString().length());
  }

  private static LoginTicket ticketOf(URI back) {
    return new LoginTicket(back.getQuery().replaceAll(".*login_ticket=", ""));
  }
}
