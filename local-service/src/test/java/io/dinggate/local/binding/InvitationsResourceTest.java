package io.dinggate.local.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.login.LoginUser;
import io.dinggate.platform.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LocalServiceTest
class InvitationsResourceTest {

  private final String tenant = "t-" + UUID.randomUUID();

  @Inject As as;
  @Inject AuditLines audit;
  @Inject Invitations invitations;
  @Inject TestDatabase database;
  @Inject TestClock clock;
  @Inject FakeCloud cloud;

  @BeforeEach
  void presentTime() {
    clock.reset();
    cloud.reset();
  }

  @Test
  void invitedPersonSeesWhatItIsAndBindsItself() {
    var invitation = mint("7");

    as.person(People.ANNA)
        .body(secret(invitation))
        .post("/api/v1/invitations/find")
        .then()
        .statusCode(200)
        .body("tenantId", equalTo(tenant))
        .body("staffId", equalTo("7"));
    accept(People.ANNA, invitation)
        .statusCode(200)
        .body("staffId", equalTo("7"))
        .body("corp", equalTo("ding-example"))
        .body("userId", equalTo("anna"));

    assertThat(audit.of(tenant))
        .containsExactly("client:books INVITE 7", "user BIND 7 ding-example/anna");
  }

  @Test
  void secretIs256BitsAndStandsInTheFragmentOnly() {
    books()
        .body(request("7", null))
        .post("/api/v1/invitations")
        .then()
        .statusCode(200)
        .body("invitation", matchesPattern("[A-Za-z0-9_-]{43}"))
        .body("url", matchesPattern("http://localhost:\\d+/console/invitation#[A-Za-z0-9_-]{43}"));
  }

  @Test
  void secretIsNotKept() {
    var invitation = mint("7");

    assertThat(database.dump("invitation", "binding_audit"))
        .contains(tenant)
        .doesNotContain(invitation);
  }

  @Test
  void invitationServesOnce() {
    var invitation = mint("7");
    accept(People.ANNA, invitation).statusCode(200);

    accept(People.ANNA, invitation).statusCode(403).body("code", equalTo("invitation-invalid"));
    accept(People.BEN, invitation).statusCode(403);
    as.person(People.BEN)
        .body(secret(invitation))
        .post("/api/v1/invitations/find")
        .then()
        .statusCode(403);
  }

  @Test
  void ofManyWhoAcceptAtOnceExactlyOneIsBound() throws Exception {
    var invitation = mint("7");
    var sessions = new ArrayList<RequestSpecification>();
    for (var number = 0; number < 8; number++) {
      sessions.add(as.person(People.person(People.CORP, "racer-" + number, "Racer")));
    }

    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Integer>>();
      for (var session : sessions) {
        session.body(secret(invitation));
        answers.add(threads.submit(() -> session.post("/api/v1/invitations/accept").statusCode()));
      }
      for (var answer : answers) {
        statuses.add(answer.get(30, TimeUnit.SECONDS));
      }
    }

    assertThat(statuses).containsOnly(200, 403);
    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    assertThat(audit.of(tenant)).hasSize(2);
  }

  @Test
  void whoIsBoundToAnotherCannotAcceptAndTheInvitationStays() {
    books()
        .body("{\"corp\":\"ding-example\",\"userId\":\"anna\"}")
        .put("/api/v1/bindings/" + tenant + "/1");
    var invitation = mint("7");

    accept(People.ANNA, invitation).statusCode(409).body("code", equalTo("binding-conflict"));

    accept(People.BEN, invitation).statusCode(200);
  }

  @Test
  void expiredInvitationIsInvalid() {
    var invitation = minted(request("7", "PT1H")).getString("invitation");

    clock.advance(Duration.ofHours(1));

    accept(People.ANNA, invitation).statusCode(403).body("code", equalTo("invitation-invalid"));
  }

  @Test
  void unknownInvitationIsInvalid() {
    accept(People.ANNA, Tokens.random256())
        .statusCode(403)
        .body("code", equalTo("invitation-invalid"));
  }

  @Test
  void signInThatIsNotFreshIsNotEnough() {
    var invitation = mint("7");
    var anna = as.person(People.ANNA);

    clock.advance(Duration.ofMinutes(11));

    anna.body(secret(invitation))
        .post("/api/v1/invitations/accept")
        .then()
        .statusCode(403)
        .body("code", equalTo("login-not-fresh"));
    accept(People.ANNA, invitation).statusCode(200);
  }

  @Test
  void invitationsAreForgottenAMonthAfterTheirEndAndTheAuditIsKept() {
    mint("7");

    clock.advance(Duration.ofDays(20));
    invitations.forget();
    assertThat(database.dump("invitation")).contains(tenant);
    clock.advance(Duration.ofDays(20));
    invitations.forget();

    assertThat(database.dump("invitation")).doesNotContain(tenant);
    assertThat(audit.of(tenant)).containsExactly("client:books INVITE 7");
  }

  @Test
  void makerSaysHowLongItLasts() {
    var day = Instant.parse(minted(request("7", null)).getString("expiresAt"));
    var hour = Instant.parse(minted(request("7", "PT1H")).getString("expiresAt"));

    assertThat(Duration.between(hour, day)).isBetween(Duration.ofHours(22), Duration.ofHours(23));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P8D", "PT0S", "-PT1H", "PT0.5S", "soon"})
  void lifetimeOutOfBoundsIsRefused(String lifetime) {
    books()
        .body(request("7", lifetime))
        .post("/api/v1/invitations")
        .then()
        .statusCode(400)
        .body("violations.path", hasItem("expiresIn"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"invitation\":\"short\"}", "{\"invitation\":null}", "{\"secret\":\"x\"}"})
  void bodyWithoutAnInvitationIsRefused(String body) {
    for (var path : new String[] {"find", "accept"}) {
      as.person(People.ANNA)
          .body(body)
          .post("/api/v1/invitations/" + path)
          .then()
          .statusCode(400)
          .body("code", equalTo("validation"));
    }
  }

  @Test
  void onlyAClientWithTheScopeMints() {
    var body = request("7", null);

    as.nobody().body(body).post("/api/v1/invitations").then().statusCode(401);
    as.client("books", "users:read").body(body).post("/api/v1/invitations").then().statusCode(403);
    as.person(People.ANNA).body(body).post("/api/v1/invitations").then().statusCode(403);
    as.person(People.OLGA).body(body).post("/api/v1/invitations").then().statusCode(403);
  }

  @Test
  void onlyASignedInPersonAccepts() {
    var body = secret(mint("7"));

    for (var path : new String[] {"find", "accept"}) {
      as.nobody().body(body).post("/api/v1/invitations/" + path).then().statusCode(401);
      books().body(body).post("/api/v1/invitations/" + path).then().statusCode(403);
    }
  }

  private ValidatableResponse accept(LoginUser user, String invitation) {
    return as.person(user).body(secret(invitation)).post("/api/v1/invitations/accept").then();
  }

  private String mint(String staff) {
    return minted(request(staff, null)).getString("invitation");
  }

  private JsonPath minted(String request) {
    return books()
        .body(request)
        .post("/api/v1/invitations")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private String request(String staff, String expiresIn) {
    return "{\"tenantId\":\""
        + tenant
        + "\",\"staffId\":\""
        + staff
        + "\""
        + (expiresIn == null ? "" : ",\"expiresIn\":\"" + expiresIn + "\"")
        + "}";
  }

  private static String secret(String invitation) {
    return "{\"invitation\":\"" + invitation + "\"}";
  }

  private RequestSpecification books() {
    return as.client("books", "bindings:write");
  }
}
