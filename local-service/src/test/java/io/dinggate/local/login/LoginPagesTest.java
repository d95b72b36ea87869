package io.dinggate.local.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.dinggate.local.platform.PageLanguage;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.Response;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@LocalServiceTest
class LoginPagesTest {

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          'zh-CN,zh;q=0.9,en;q=0.8', '',  zh
          'en-GB,en;q=0.9',          '',  en
          'fr;q=0.9,zh;q=0.5',       '',  zh
          'fr',                      '',  en
          'zh-CN',                   en,  en
          'en',                      zh,  zh
          'en',                      xx,  en
          """)
  void thePageSpeaksTheLanguageOfThePerson(String accepted, String wanted, String spoken) {
    var page =
        given()
            .header("Accept-Language", accepted)
            .queryParam("lang", wanted)
            .queryParam("reason", "login-denied")
            .get("/login/failed");
    assertThat(page.header("Vary")).isEqualTo("Cookie, Accept-Language");
    assertThat(page.body().asString())
        .contains("<html lang=\"" + spoken + "\">")
        .contains(spoken.equals("zh") ? "您在钉钉中拒绝了登录授权。" : "You declined the sign-in in DingTalk.");
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyReasonHasItsTextsInBothLanguages(ErrorCode code) {
    for (var language : new String[] {"zh", "en"}) {
      var page = page(code.wire(), language).body().asString();
      assertThat(page)
          .contains("<code id=\"reason\">" + code.wire() + "</code>")
          .doesNotContain("{", "NOT_FOUND", "null");
      assertThat(page).containsPattern("<strong>[^<]{5,}</strong></p>\\s*<p>[^<]{5,}</p>");
    }
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndRunsNoScript() {
    var page = page("login-denied", "en");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.contentType()).isEqualToIgnoringCase("text/html;charset=UTF-8");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.body().asString())
        .contains("name=\"viewport\"")
        .doesNotContain("<script", "style=", "src=\"http", "url(");
    assertThat(page.body().asString().split("href=\"", -1))
        .allSatisfy(link -> assertThat(link).matches("(?s)(<!DOCTYPE|#main|/|" + site + "/).*"));
    given().get("/console/console.css").then().statusCode(200).contentType("text/css");
  }

  @Test
  void theLanguageIsSwitchedHereAndRemembered() {
    var page =
        given()
            .queryParam("reason", "login-denied")
            .queryParam("return_to", "/orders?open=1")
            .queryParam("lang", "zh")
            .get("/login/failed");
    assertThat(page.header("Set-Cookie")).startsWith(PageLanguage.COOKIE + "=zh;");
    assertThat(page.body().asString())
        .contains("class=\"skip\"", "aria-label=\"语言\"", "id=\"lang-zh\"")
        .contains(
            "href=\""
                + site
                + "/login/failed?reason=login-denied&amp;return_to=%2Forders%3Fopen%3D1&amp;lang=en\"");
    given()
        .header("Cookie", PageLanguage.COOKIE + "=zh")
        .header("Accept-Language", "en")
        .get("/login/failed")
        .then()
        .body(containsString("<html lang=\"zh\">"));
  }

  @Test
  void nothingThatStandsInTheUrlGetsIntoThePageUnescaped() {
    var page =
        given()
            .queryParam("reason", "<script>alert(1)</script>")
            .queryParam("return_to", "/\"><script>alert(1)</script>")
            .queryParam("lang", "\"><script>")
            .get("/login/failed");
    assertThat(page.body().asString()).contains(">unknown<").doesNotContain("script");
  }

  @Test
  void thePageLeadsBackToWhereThePersonWantedToGo() {
    var page =
        given()
            .queryParam("reason", "login-denied")
            .queryParam("return_to", "/orders?open=1")
            .get("/login/failed");
    assertThat(page.body().asString()).contains("href=\"/login?return_to=%2Forders%3Fopen%3D1\"");
  }

  private static Response page(String reason, String language) {
    return given().queryParam("reason", reason).queryParam("lang", language).get("/login/failed");
  }
}
