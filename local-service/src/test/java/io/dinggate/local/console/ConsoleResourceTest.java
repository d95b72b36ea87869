package io.dinggate.local.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.dinggate.local.platform.PageLanguage;
import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.TextContent;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LocalServiceTest
class ConsoleResourceTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;

  @Test
  void bareAddressLeadsToTheConsole() {
    given()
        .redirects()
        .follow(false)
        .get("/")
        .then()
        .statusCode(303)
        .header("Location", endsWith("/console/"));
  }

  @Test
  void addressInTheRedirectIsNeverTakenFromTheHostHeader() {
    given()
        .redirects()
        .follow(false)
        .header("Host", "evil.example")
        .get("/")
        .then()
        .header("Location", not(containsString("evil.example")));
  }

  @Test
  void whoeverIsNotSignedInReadsWhatThisIsAndHowToSignIn() {
    page("/console/")
        .body(containsString("id=\"sign-in\""))
        .body(containsString("href=\"/login?return_to=/console/\""))
        .body(containsString("Sign in with DingTalk"))
        .body(not(containsString("id=\"send\"")));
  }

  @Test
  void signedInPersonSeesItselfAndMaySendToNobodyElse() {
    var html = as.person(People.ANNA).get("/console/").then().statusCode(200).extract().asString();

    assertThat(html)
        .contains("id=\"me-name\">安娜<", "ding-example", "id=\"send\"", "id=\"sign-out\"")
        .doesNotContain("id=\"user-search\"", "id=\"sign-in\"");
  }

  @Test
  void operatorMayChooseRecipients() {
    as.person(People.OLGA)
        .get("/console/")
        .then()
        .body(containsString("id=\"user-search\""))
        .body(containsString("id=\"search-results\""));
  }

  @Test
  void formKnowsTheKindOfTheAppThatSends() {
    cloud.reset();
    clock.advance(Duration.ofMinutes(2));
    var otherAnna = People.person(People.OTHER_CORP, "anna", "Another Anna");

    assertThat(as.person(People.ANNA).get("/console/").asString())
        .contains("<data value=\"ding-example\">suite</data>")
        .doesNotContain("<data value=\"ding-other\">");
    assertThat(as.person(otherAnna).get("/console/").asString())
        .contains("<data value=\"ding-other\">internal</data>");
    assertThat(as.person(People.OLGA).get("/console/").asString())
        .contains("<data value=\"ding-example\">suite</data>")
        .contains("<data value=\"ding-other\">internal</data>");
  }

  @Test
  void formCountsWhatDingTalkCounts() {
    assertThat(as.person(People.ANNA).get("/console/").asString())
        .contains("data-bytes=\"" + MessageContent.MAX_BYTES + "\"")
        .contains(
            "data-type=\"text\" data-envelope=\"" + new TextContent("x").envelopeBytes() + "\"")
        .contains("data-type=\"template\" data-envelope=\"2\" data-each-variable=\"6\"");
  }

  @Test
  void clientIsNoPersonAndSeesThePublicPage() {
    as.client("books", "messages:send")
        .get("/console/")
        .then()
        .statusCode(200)
        .body(containsString("id=\"sign-in\""));
  }

  @Test
  void nameWithMarkupIsText() {
    var mallory =
        People.person(
            People.CORP, "mallory", "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>");

    var html = as.person(mallory).get("/console/").then().statusCode(200).extract().asString();

    assertThat(html)
        .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&gt;&lt;script&gt;")
        .doesNotContain("<img src=x", "<script>alert");
  }

  @Test
  void languageIsTheOneAskedForThenTheOneRememberedThenTheBrowsers() {
    assertLanguage("/console/", "fr, zh-CN;q=0.9, en;q=0.8", null, "zh");
    assertLanguage("/console/", "zh-CN", "en", "en");
    assertLanguage("/console/?lang=zh", "en", "en", "zh");
    assertLanguage("/console/?lang=xx", "en", "zh", "zh");
    assertLanguage("/console/", "fr", "<x>", "en");
  }

  @Test
  void switchedLanguageIsRemembered() {
    page("/console/?lang=zh")
        .header("Set-Cookie", startsWith(PageLanguage.COOKIE + "=zh;"))
        .header("Set-Cookie", containsString("Secure"))
        .header("Set-Cookie", containsString("HttpOnly"))
        .header("Set-Cookie", containsString("SameSite=Lax"));
  }

  @Test
  void bothLanguagesAreOneTapAway() {
    page("/console/")
        .body(containsString("id=\"lang-zh\" href=\"?lang=zh\""))
        .body(containsString("id=\"lang-en\" href=\"?lang=en\""));
  }

  @Test
  void invitationPageAsksToSignInFirstAndComesBack() {
    page("/console/invitation")
        .body(containsString("href=\"/login?return_to=/console/invitation\""))
        .body(not(containsString("id=\"accept\"")));
    as.person(People.ANNA)
        .get("/console/invitation")
        .then()
        .statusCode(200)
        .body(containsString("id=\"accept\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/console/",
        "/console/invitation",
        "/console/console.css",
        "/console/home.js",
        "/console/nothing"
      })
  void browserIsToldToLoadFromHereOnly(String path) {
    given()
        .redirects()
        .follow(false)
        .get(path)
        .then()
        .header(
            "Content-Security-Policy",
            equalTo(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:"
                    + " data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'"))
        .header("Referrer-Policy", equalTo("no-referrer"))
        .header("X-Content-Type-Options", equalTo("nosniff"));
  }

  @Test
  void pagesAreNotKeptAndFilesAreAskedForAgain() {
    page("/console/")
        .header("Cache-Control", equalTo("no-store"))
        .header("Content-Type", equalTo("text/html;charset=UTF-8"));
    given().get("/console/home.js").then().header("Cache-Control", equalTo("no-cache"));
  }

  @Test
  void pagesHoldNoScriptAndNoStyleOfTheirOwn() {
    for (var path : new String[] {"/console/", "/console/invitation"}) {
      var html = as.person(People.OLGA).get(path).then().extract().asString();

      assertThat(html)
          .doesNotContainPattern(
              Pattern.compile("<script(?![^>]* src=)", Pattern.CASE_INSENSITIVE));
      assertThat(html).doesNotContainPattern("(?i)\\s(on[a-z]+|style)=");
      assertThat(html).doesNotContainPattern("(?i)(src|href)=\"(https?:)?//");
    }
  }

  private static void assertLanguage(
      String path, String accepted, String remembered, String spoken) {
    var request = given().header("Accept-Language", accepted);
    if (remembered != null) {
      request.header("Cookie", PageLanguage.COOKIE + "=" + remembered);
    }
    request.get(path).then().statusCode(200).body(containsString("<html lang=\"" + spoken + "\">"));
  }

  private static ValidatableResponse page(String path) {
    return given().get(path).then().statusCode(200);
  }
}
