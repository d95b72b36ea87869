package io.dinggate.cloud.login;

import static io.dinggate.cloud.login.LoginWalk.comeBack;
import static io.dinggate.cloud.login.LoginWalk.location;
import static io.dinggate.cloud.login.LoginWalk.query;
import static io.dinggate.cloud.site.SiteCaller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class LoginFlowTest {

  private static final String EAST = "dingeast00000001";

  @Inject MovableClock clock;

  Sandbox sandbox;
  private World.Site east;
  private World.Site north;
  private LoginWalk walk;

  @BeforeEach
  void begin() {
    east = sandbox.world().site("east");
    north = sandbox.world().site("north");
    walk = LoginWalk.of(east);
    sandbox.journal().clear();
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
    clock.reset();
  }

  @Test
  void browserIsSentToDingTalksPageWithAllItNeeds() {
    var request = walk.request();
    request.put("corp", EAST);
    request.put("exclusiveLogin", true);
    var started = as(east).body(request).post("/api/v1/logins").then().statusCode(200);
    var authorizeUrl = URI.create(started.extract().path("authorizeUrl"));

    assertThat(authorizeUrl.toString()).startsWith(sandbox.loginUrl() + "/oauth2/auth?");
    assertThat(query(authorizeUrl))
        .containsEntry("redirect_uri", CloudWorld.PUBLIC_URL + "/login/callback")
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "suitedemokey00000001")
        .containsEntry("scope", "openid corpid")
        .containsEntry("prompt", "consent")
        .containsEntry("corpId", EAST)
        .containsEntry("exclusiveLogin", "true")
        .extractingByKey("state")
        .asString()
        .matches("[A-Za-z0-9_-]{43}");
    started.body("login", notNullValue()).body("expiresAt", notNullValue());
  }

  @Test
  void personSignsInAndTheSiteLearnsWhoItIs() {
    var back = comeBack(sandbox.consent(walk.start(), EAST, "wangfang"));
    var returned = location(back);
    back.then().header("Cache-Control", "no-store").header("Referrer-Policy", "no-referrer");

    assertThat(returned.toString()).startsWith(LoginWalk.returnUrl(east) + "?login=");
    assertThat(query(returned)).containsOnlyKeys("login", "login_ticket");
    walk.redeem(query(returned).get("login_ticket"))
        .statusCode(200)
        .body("app", equalTo("suite-main"))
        .body("authenticatedAt", notNullValue())
        .body("user.corp", equalTo(EAST))
        .body("user.userId", equalTo("wangfang"))
        .body("user.unionId", equalTo("unVendorWangfangiE"))
        .body("user.openId", equalTo("opSuiteWangfang"))
        .body("user.name", equalTo("王芳"))
        .body("user.title", equalTo("质检员"));
    assertThat(sandbox.journal().codeExchanges()).isOne();
  }

  @Test
  void namedAppSignsIn() {
    var request = walk.request();
    request.put("app", "internal-hr");
    request.put("corp", EAST);
    var authorizeUrl =
        URI.create(
            as(east).body(request).post("/api/v1/logins").then().extract().path("authorizeUrl"));
    var returned = location(comeBack(sandbox.consent(authorizeUrl, EAST, "liwei")));

    walk.redeem(query(returned).get("login_ticket"))
        .statusCode(200)
        .body("app", equalTo("internal-hr"))
        .body("user.unionId", equalTo("unEastLiweiiE"));
  }

  @Test
  void ticketServesUntilAcknowledgedAndNeverAfter() {
    var ticket = signIn();

    walk.redeem(ticket).statusCode(200);
    walk.redeem(ticket).statusCode(200).body("user.userId", equalTo("wangfang"));
    walk.acknowledge(ticket).statusCode(204);
    walk.acknowledge(ticket).statusCode(204);
    walk.redeem(ticket).statusCode(400).body("code", equalTo("login-ticket-invalid"));
  }

  @Test
  void ticketMustBeRedeemedWithinAMinute() {
    var ticket = signIn();
    clock.advance(Duration.ofSeconds(61));

    walk.redeem(ticket).statusCode(400).body("code", equalTo("login-ticket-invalid"));
  }

  @Test
  void redeemedTicketMustBeAcknowledgedWithinFiveMinutes() {
    var ticket = signIn();
    walk.redeem(ticket).statusCode(200);
    clock.advance(Duration.ofSeconds(299));
    walk.redeem(ticket).statusCode(200);
    clock.advance(Duration.ofSeconds(2));

    walk.redeem(ticket).statusCode(400).body("code", equalTo("login-ticket-invalid"));
    walk.acknowledge(ticket).statusCode(400).body("code", equalTo("login-ticket-invalid"));
  }

  @Test
  void ticketThatWasNotRedeemedCannotBeAcknowledged() {
    var ticket = signIn();

    walk.acknowledge(ticket).statusCode(400).body("code", equalTo("login-ticket-invalid"));
    walk.redeem(ticket).statusCode(200);
  }

  @Test
  void otherVerifierAndOtherSiteAreRefusedAndTheRightOneStillServed() {
    var ticket = signIn();

    LoginWalk.redeem(east, ticket, "v".repeat(43)).statusCode(400);
    LoginWalk.redeem(north, ticket, walk.verifier())
        .statusCode(400)
        .body("code", equalTo("login-ticket-invalid"));
    LoginWalk.abandon(north, ticket).statusCode(204);
    walk.redeem(ticket).statusCode(200);
  }

  @Test
  void abandonedTicketIsDead() {
    var ticket = signIn();
    LoginWalk.abandon(east, ticket).statusCode(204);

    walk.redeem(ticket).statusCode(400).body("code", equalTo("login-ticket-invalid"));
    LoginWalk.abandon(east, ticket).statusCode(204);
    LoginWalk.abandon(east, "x".repeat(43)).statusCode(204);
  }

  @Test
  void unknownTicketIsRefused() {
    walk.redeem("x".repeat(43)).statusCode(400).body("code", equalTo("login-ticket-invalid"));
  }

  @Test
  void whoDeclinesIsBroughtBackWithTheReason() {
    var returned = location(comeBack(sandbox.deny(walk.start())));

    assertThat(query(returned)).containsEntry("login_error", "login-denied");
    assertThat(query(returned)).doesNotContainKey("login_ticket");
    assertThat(sandbox.journal().codeExchanges()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "dingeast00000001, chen.ext,  external-contact",
    "dingeast00000001, zhaoleft,  user-not-in-corp",
    "dingeast00000001, sunhidden, user-not-visible",
    "dingnorth0000001, zhangsan,  corp-not-allowed",
    "dingforeign00001, smith,     corp-not-allowed"
  })
  void whoMayNotSignInIsBroughtBackWithTheReason(String corp, String user, String reason) {
    var returned = location(comeBack(sandbox.consent(walk.start(), corp, user)));

    assertThat(query(returned)).containsOnlyKeys("login", "login_error");
    assertThat(query(returned)).containsEntry("login_error", reason);
    assertThat(sandbox.journal().codeExchanges()).isOne();
  }

  @Test
  void anotherCorpThanTheOneInsistedOnIsRefused() {
    var request = LoginWalk.of(north).request();
    request.put("corp", "dingnorth0000001");
    String authorizeUrl =
        as(north).body(request).post("/api/v1/logins").then().extract().path("authorizeUrl");
    // Who sits at the browser can take the wish out of the address.
    var changed = URI.create(authorizeUrl.replaceAll("&corpId=[^&]*", ""));
    var returned = location(comeBack(sandbox.consent(changed, EAST, "zhoumin")));

    assertThat(query(returned)).containsEntry("login_error", "corp-not-allowed");
  }

  @Test
  void returnUrlMustBeRegisteredToTheLetter() {
    for (var url :
        new String[] {
          "https://evil.example/login/return",
          "http://localhost:8081/login/return/",
          "http://LOCALHOST:8081/login/return",
          "http://localhost:8081/login/return?x=1",
          "http://127.0.0.1:8082/login/return",
          "//localhost:8081/login/return",
          "javascript:alert(1)"
        }) {
      var request = walk.request();
      request.put("returnUrl", url);
      as(east)
          .body(request)
          .post("/api/v1/logins")
          .then()
          .statusCode(400)
          .body("code", equalTo("return-url-not-allowed"));
    }
  }

  @Test
  void corpAndAppMustBeTheSites() {
    start(Map.of("corp", "dingnorth0000001"))
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"));
    start(Map.of("app", "nowhere")).statusCode(403).body("code", equalTo("app-not-allowed"));
    start(Map.of("app", "nowhere", "corp", EAST))
        .statusCode(403)
        .body("code", equalTo("app-not-allowed"));
  }

  @Test
  void transactionThatTookTooLongIsNotExchanged() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    clock.advance(Duration.ofMinutes(10));

    assertThat(query(location(comeBack(callback)))).containsEntry("login_error", "login-expired");
    assertThat(sandbox.journal().codeExchanges()).isZero();
  }

  @Test
  void dingTalkThatDoesNotAnswerEndsTheLoginWithoutASecondOffer() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    sandbox.faults().cutNext("/v1.0/oauth2/userAccessToken", 1);

    assertThat(query(location(comeBack(callback))))
        .containsEntry("login_error", "dingtalk-unavailable");
    comeBack(callback).then().statusCode(400);
    assertThat(sandbox.journal().codeExchanges()).isOne();
  }

  @Test
  void personInsideDingTalkSignsInByTheClientsCode() {
    var code = sandbox.inAppCode("suite-main", EAST, "wangfang");
    var request = Map.of("corp", EAST, "code", code);

    as(east, "logins")
        .body(request)
        .post("/api/v1/logins/in-app")
        .then()
        .statusCode(200)
        .body("user.userId", equalTo("wangfang"))
        .body("user.unionId", equalTo("unVendorWangfangiE"));
    as(east, "logins")
        .body(request)
        .post("/api/v1/logins/in-app")
        .then()
        .statusCode(400)
        .body("code", equalTo("auth-code-invalid"));
  }

  @Test
  void clientsCodeOfAnotherCorpIsNotOffered() {
    var code = sandbox.inAppCode("suite-main", "dingnorth0000001", "zhangsan");

    as(east)
        .body(Map.of("corp", "dingnorth0000001", "code", code))
        .post("/api/v1/logins/in-app")
        .then()
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"));
    assertThat(sandbox.journal().inAppExchanges()).isZero();
  }

  private ValidatableResponse start(Map<String, String> more) {
    var request = walk.request();
    request.putAll(more);
    return as(east).body(request).post("/api/v1/logins").then();
  }

  private String signIn() {
    var returned = location(comeBack(sandbox.consent(walk.start(), EAST, "wangfang")));
    return query(returned).get("login_ticket");
  }
}
