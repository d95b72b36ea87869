package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.CALLBACK;
import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.NORTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginPageTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Calls calls = new Calls(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void pageOffersPeopleAndCorpsWithStableIds() {
    HttpResponse<String> page = page(Map.of());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains(
            "id=\"person-wangfang\"",
            "id=\"person-chen-ext\"",
            "id=\"person-zhaoleft\"",
            "id=\"allow\"")
        .contains(
            "id=\"corp-zhoumin-" + EAST + "\"",
            "id=\"corp-zhoumin-" + NORTH + "\"",
            "id=\"deny\"",
            "王芳");
  }

  @Test
  void parametersAreEscapedInThePage() {
    assertThat(page(Map.of("state", "\"><script>alert(1)</script>")).body())
        .doesNotContain("<script>");
  }

  @Test
  void formOfThePageLeadsBackWithCodeAndState() {
    HttpResponse<String> answer =
        Http.form(
            sandbox.loginUrl(),
            target(Map.of("state", "a b&c")),
            Map.of("person", "zhoumin", "corp-zhoumin", NORTH, "decision", "allow"));

    URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location.toString()).startsWith(CALLBACK + "?");
    assertThat(Calls.parameter(location, "state")).isEqualTo("a b&c");
    assertThat(Calls.parameter(location, "code"))
        .isNotEmpty()
        .isEqualTo(Calls.parameter(location, "authCode"));
    assertThat(Http.json(calls.exchange(Calls.parameter(location, "code"))).path("corpId").asText())
        .isEqualTo(NORTH);
  }

  @Test
  void decisionInTheQueryNeedsNoForm() {
    HttpResponse<String> answer =
        Http.get(sandbox.loginUrl(), target(Map.of("decision", "allow", "person", "wangfang")));

    assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("authCode=");
  }

  @Test
  void refusalLeadsBackWithAnErrorAndNoCode() {
    URI location = sandbox.deny(calls.authorizeUrl(Map.of()));

    assertThat(Calls.parameter(location, "error")).isEqualTo("access_denied");
    assertThat(Calls.parameter(location, "state")).isEqualTo("s-1");
    assertThat(location.toString()).doesNotContain("ode=");
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, nobody",
    "client_id, ''",
    "redirect_uri, http://localhost:8080/login/callback/",
    "redirect_uri, http://evil.example/login/callback",
    "response_type, token",
    "scope, corpid",
    "scope, 'openid,corpid'",
    "scope, openid contact",
    "prompt, ''",
    "prompt, none"
  })
  void wrongRequestShowsAPageAndNeverRedirects(String parameter, String value) {
    HttpResponse<String> page = page(Map.of(parameter, value));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(page.body()).contains("data-parameter=\"" + parameter + "\"");
  }

  @Test
  void wrongRequestCannotBeAllowedEither() {
    URI foreign = calls.authorizeUrl(Map.of("redirect_uri", "http://evil.example/"));

    assertThatIllegalStateException()
        .isThrownBy(() -> sandbox.consent(foreign, EAST, "wangfang"))
        .withMessageContaining("redirect_uri");
  }

  @Test
  void registeredReturnAddressesCanBeReplaced() {
    sandbox.redirectUris(DemoWorld.SUITE, List.of(URI.create("http://localhost:1/back?site=a")));

    URI location =
        sandbox.consent(
            calls.authorizeUrl(Map.of("redirect_uri", "http://localhost:1/back?site=a")),
            EAST,
            "liwei");

    assertThat(location.toString()).startsWith("http://localhost:1/back?site=a&");
    assertThat(page(Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void namedCorpIsTheOnlyOneOffered() {
    String page = page(Map.of("corpId", NORTH)).body();

    assertThat(page)
        .contains("person-zhangsan", "person-zhoumin")
        .doesNotContain("person-wangfang", "corp-zhoumin-" + EAST);
  }

  @Test
  void managersOnlyLeavesOnlyAdministeredCorps() {
    assertThat(page(Map.of("org_type", "management")).body())
        .contains("person-liwei")
        .doesNotContain("person-wangfang");
  }

  @Test
  void exclusiveLoginAsksForTheOrganisationUnlessNamed() {
    assertThat(page(Map.of("exclusiveLogin", "true")).body())
        .contains("id=\"exclusiveCorpId\"", "name=\"state\"");
    assertThat(page(Map.of("exclusiveLogin", "true", "exclusiveCorpId", EAST)).body())
        .contains("专属账号登录", "person-wangfang")
        .doesNotContain("person-zhangsan");
  }

  @Test
  void internalAppOffersOnlyItsOwnCorp() {
    assertThat(page(Map.of("client_id", DemoWorld.APP_KEY)).body())
        .contains("person-wangfang")
        .doesNotContain("person-zhangsan", "person-smith");
  }

  @Test
  void corpThatIsNotThePersonsIsRefused() {
    HttpResponse<String> answer =
        Http.form(
            sandbox.loginUrl(),
            target(Map.of()),
            Map.of("person", "wangfang", "corp", NORTH, "decision", "allow"));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void codeIsGoodOnce() {
    String code = calls.codeOf(EAST, "wangfang");

    assertThat(calls.exchange(code).statusCode()).isEqualTo(200);
    HttpResponse<String> second = calls.exchange(code);
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(Http.json(second).path("code").asText())
        .isEqualTo("invalidParameter.authCode.notFound");
    assertThat(sandbox.journal().codeExchanges()).isEqualTo(2);
  }

  @Test
  void codeIsGoodForFiveMinutes() {
    String code = calls.codeOf(EAST, "wangfang");
    sandbox.clock().advance(Duration.ofMinutes(5));

    assertThat(Http.json(calls.exchange(code)).path("code").asText())
        .isEqualTo("invalidParameter.authCode.notFound");
  }

  @Test
  void withoutCorpScopeThereIsNoCorp() {
    HttpResponse<String> answer =
        Http.form(
            sandbox.loginUrl(),
            target(Map.of("scope", "openid")),
            Map.of("person", "zhoumin", "decision", "allow"));
    String code =
        Calls.parameter(URI.create(answer.headers().firstValue("Location").orElseThrow()), "code");

    assertThat(Http.json(calls.exchange(code)).has("corpId")).isFalse();
  }

  private HttpResponse<String> page(Map<String, String> changes) {
    return Http.get(sandbox.loginUrl(), target(changes));
  }

  private String target(Map<String, String> changes) {
    URI url = calls.authorizeUrl(changes);
    return url.getRawPath() + "?" + url.getRawQuery();
  }
}
