package io.dinggate.local.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.dinggate.local.console.Words.ReasonText;
import io.dinggate.local.platform.PageLanguage;
import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.RepeatMark;
import io.dinggate.model.message.TextContent;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@LocalServiceTest
class ConsoleResourceTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;

  @ConfigProperty(name = "dinggate.cloud.url")
  URI cloudUrl;

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

  @ParameterizedTest
  @CsvSource({
    "/console/compose, /console/compose",
    "/console/directory, /console/directory",
    "/console/requests, /console/requests",
    "/console/messages/m-1, /console/messages/m-1",
    "/console/messages/m-1?caller=client/a%26b, /console/messages/m-1%3Fcaller%3Dclient%252Fa%2526b"
  })
  void whoeverIsNotSignedInComesBackToThePageThatWasAskedFor(String path, String back) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(200)
        .body(containsString("href=\"/login?return_to=" + back + "\""))
        .body(not(containsString("id=\"me-name\"")))
        .body(not(containsString("data-user")));
  }

  @Test
  void signedInPersonSeesItselfAndOnlyItsOwnMessages() {
    var html = as.person(People.ANNA).get("/console/").then().statusCode(200).extract().asString();

    assertThat(html)
        .contains("id=\"me-name\">安娜<", "ding-example", "id=\"messages\"", "id=\"sign-out\"")
        .contains("href=\"/console/compose\"")
        .doesNotContain("id=\"filter-caller\"", "id=\"sign-in\"");
  }

  @Test
  void signedInPersonMaySendToNobodyElse() {
    assertThat(as.person(People.ANNA).get("/console/compose").asString())
        .contains("id=\"send\"", "id=\"preview\"", "data-user=\"anna\"")
        .doesNotContain("id=\"user-search\"");
  }

  @Test
  void operatorMayChooseRecipientsAndSeeTheMessagesOfAll() {
    assertThat(as.person(People.OLGA).get("/console/compose").asString())
        .contains("id=\"user-search\"", "id=\"search-results\"")
        .contains("id=\"add-users\"", "id=\"add-staff\"", "id=\"add-departments\"");
    assertThat(as.person(People.OLGA).get("/console/").asString()).contains("id=\"filter-caller\"");
  }

  @Test
  void operatorFindsHowDirectoriesAreRead() {
    var link = "href=\"/console/directory\"";
    assertThat(as.person(People.OLGA).get("/console/").asString()).contains(link);
    assertThat(as.person(People.ANNA).get("/console/").asString()).doesNotContain(link);
    assertThat(as.person(People.OLGA).get("/console/directory?lang=zh").asString())
        .contains("通讯录", "/console/directory.js", "id=\"syncs\"");
    assertThat(given().get("/console/directory?lang=en").asString())
        .contains("return_to=/console/directory")
        .doesNotContain("id=\"syncs\"");
  }

  @Test
  void pageOfAMessageNamesItAndItsCallerAndHoldsNothingElseOfIt() {
    var html =
        as.person(People.OLGA)
            .queryParam("caller", "client/\"><b>")
            .get("/console/messages/m-1_A")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertThat(html)
        .contains("data-id=\"m-1_A\"", "data-caller=\"client/&quot;&gt;&lt;b&gt;\"")
        .contains("href=\"?caller=client%2F%22%3E%3Cb%3E&amp;lang=zh\"");
    assertThat(as.person(People.ANNA).get("/console/messages/m-1_A").asString())
        .contains("data-id=\"m-1_A\"", "href=\"?lang=zh\"")
        .doesNotContain("data-caller");
  }

  @Test
  void whatCannotBeTheIdOfAMessageIsNoPage() {
    as.person(People.ANNA).get("/console/messages/a.b").then().statusCode(404);
    as.person(People.ANNA).get("/console/messages/" + "a".repeat(65)).then().statusCode(404);
  }

  @ParameterizedTest
  @EnumSource(value = DeliveryReason.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
  void pageKnowsEveryReasonInItsLanguage(DeliveryReason reason) {
    assertThat(Words.in(PageLanguage.CHINESE).reasons())
        .contains(new ReasonText(reason.wire(), reason.chinese()));
    assertThat(Words.in(PageLanguage.ENGLISH).reasons())
        .contains(new ReasonText(reason.wire(), reason.english()));
  }

  @Test
  void uploadsAreToldTheirLimitsBeforehand() {
    assertThat(as.person(People.ANNA).get("/console/compose?lang=en").asString())
        .contains("data-kind=\"image\" data-most=\"20971520\"")
        .contains("accept=\".amr,.mp3,.wav\"", "At most 2 MB: amr, mp3, wav.")
        .contains("At most 10 MB: doc, docx");
  }

  @Test
  void formKnowsTheKindOfTheAppThatSends() {
    cloud.reset();
    clock.advance(Duration.ofMinutes(2));
    var otherAnna = People.person(People.OTHER_CORP, "anna", "Another Anna");

    assertThat(as.person(People.ANNA).get("/console/compose").asString())
        .contains("<data value=\"ding-example\">suite</data>")
        .doesNotContain("<data value=\"ding-other\">");
    assertThat(as.person(otherAnna).get("/console/compose").asString())
        .contains("<data value=\"ding-other\">internal</data>");
    assertThat(as.person(People.OLGA).get("/console/compose").asString())
        .contains("<data value=\"ding-example\">suite</data>")
        .contains("<data value=\"ding-other\">internal</data>");
  }

  @Test
  void formCountsWhatDingTalkCounts() {
    assertThat(as.person(People.ANNA).get("/console/compose").asString())
        .contains("data-mark=\"" + RepeatMark.LENGTH + "\"")
        .contains("data-bytes=\"" + MessageContent.MAX_BYTES + "\"")
        .contains(
            "data-type=\"text\" data-envelope=\"" + new TextContent("x").envelopeBytes() + "\"")
        .contains("data-type=\"template\" data-envelope=\"2\" data-each=\"6\"")
        .contains("data-type=\"buttonsCard\" data-envelope=\"130\" data-each=\"32\"")
        .contains("data-type=\"oa\" data-envelope=\"320\" data-each=\"24\"");
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
        "/console/compose",
        "/console/messages/m-1",
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
  void onePageMayConnectToTheCloudAsWell() {
    assertThat(
            as.person(People.ANNA)
                .get("/console/requests")
                .headers()
                .getValues("Content-Security-Policy"))
        .hasSize(1); // of two both would hold
    as.person(People.ANNA)
        .get("/console/requests")
        .then()
        .statusCode(200)
        .header(
            "Content-Security-Policy",
            equalTo(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:"
                    + " data:; connect-src 'self' "
                    + cloudUrl
                    + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"))
        .header("Cache-Control", equalTo("no-store"));
  }

  @Test
  void personAsksAboutItselfByWayOfTheCloudAndAnOperatorAboutEverybody() {
    assertThat(as.person(People.ANNA).get("/console/").asString())
        .contains("href=\"/console/requests\"");
    assertThat(as.person(People.ANNA).get("/console/requests?lang=zh").asString())
        .contains("经由云端", "/console/requests.js", "id=\"latest\"")
        .containsPattern("id=\"request-user\"[^>]* value=\"anna\" readonly>")
        .doesNotContain("value=\"departments\"");
    assertThat(as.person(People.OLGA).get("/console/requests").asString())
        .contains("value=\"departments\"")
        .doesNotContain("readonly");
  }

  @Test
  void pagesAreNotKeptAndFilesAreAskedForAgain() {
    page("/console/messages/m-1").header("Cache-Control", equalTo("no-store"));
    page("/console/compose").header("Cache-Control", equalTo("no-store"));
    page("/console/")
        .header("Cache-Control", equalTo("no-store"))
        .header("Content-Type", equalTo("text/html;charset=UTF-8"));
    given().get("/console/home.js").then().header("Cache-Control", equalTo("no-cache"));
  }

  @Test
  void pagesHoldNoScriptAndNoStyleOfTheirOwn() {
    for (var path :
        List.of(
            "/console/",
            "/console/invitation",
            "/console/compose",
            "/console/requests",
            "/console/messages/m-1")) {
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
