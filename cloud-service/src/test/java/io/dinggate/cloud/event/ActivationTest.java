package io.dinggate.cloud.event;

import static io.dinggate.cloud.testing.Apps.FOREIGN;
import static io.dinggate.cloud.testing.Apps.NEVER_INSTALLED;
import static io.dinggate.cloud.testing.Apps.SUITE;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.app.Authorisation;
import io.dinggate.cloud.app.AuthorisationChanges;
import io.dinggate.cloud.app.AuthorisationState;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.app.SuiteTickets;
import io.dinggate.cloud.dingtalk.IssuedToken;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.cloud.testing.NoDingTalk;
import io.dinggate.model.CorpId;
import io.dinggate.sandbox.Sandbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Older suites, which are activated by hand in each corp that installs them. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class ActivationTest {

  private static final String EXCHANGE = "/service/get_permanent_code";
  private static final String ACTIVATE = "/service/activate_suite";

  @Inject Registry registry;
  @Inject Authorisations authorisations;
  @Inject ActivationWorker worker;
  @Inject ActivationTable table;
  @Inject SuiteTickets suiteTickets;
  @Inject AuthorisationChanges changes;
  @Inject EventConfig config;
  @Inject Reads reads;
  @Inject Writes writes;
  @Inject MovableClock clock;
  Sandbox sandbox;

  @TestHTTPResource("/dingtalk/apps/suite-main/events")
  URI target;

  @BeforeEach
  void corpIsRelievedAsFarAsTheCloudKnows() throws Exception {
    sandbox.pusher().callbackUrl(SUITE.value(), target);
    assertThat(sandbox.pusher().suiteTicket(SUITE.value()).delivered()).isTrue();
    var relieve =
        "{\"EventType\":\"suite_relieve\",\"TimeStamp\":\"%d\",\"AuthCorpId\":\"%s\"}"
            .formatted(clock.millis(), FOREIGN);
    assertThat(pushes().of(relieve).post().statusCode()).isEqualTo(200);
    await().until(() -> state() == AuthorisationState.RELIEVED);
    sandbox.journal().clear();
  }

  @AfterEach
  void makeSandboxAndCloudAgreeAgain() {
    clock.reset();
    sandbox.faults().clear();
    sandbox.reset();
    writes.sql(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate("delete from suite_activation")
                + statement.executeUpdate(
                    "delete from authorisation where corp = '" + FOREIGN + "'");
          }
        });
    sandbox.pusher().suiteTicket(SUITE.value());
    sandbox.pusher().authorise(SUITE.value(), FOREIGN.value());
    await().until(() -> column("select id from event where state = 'WAITING'").isEmpty());
  }

  @Test
  void installedSuiteIsActivatedOnceAndItsCorpAuthorised() {
    pushCode();

    await().until(() -> state() == AuthorisationState.AUTHORISED);
    worker.activateDue();
    assertThat(activations()).containsExactly("ACTIVATED");
    assertThat(calls(EXCHANGE)).isOne();
    assertThat(calls(ACTIVATE)).isOne();
    assertThat(authorisations.require(registry.snapshot().app(SUITE).orElseThrow(), FOREIGN))
        .as("the agent is asked for, since no event has told it")
        .extracting(Authorisation::agentId)
        .isEqualTo(770003L);
  }

  @Test
  void codesAreSealedAndGoWhenTheyHaveServed() {
    sandbox.faults().cutNext(ACTIVATE, 1);
    pushCode();
    await().until(() -> calls(ACTIVATE) == 1);
    await().until(() -> attempts().equals(List.of("1")));
    assertThat(column("select permanent_code from suite_activation"))
        .singleElement()
        .asString()
        .doesNotContain("permanent-code-of");
    assertThat(column("select temporary_code from suite_activation")).containsOnlyNulls();

    untilDone();
    assertThat(column("select permanent_code from suite_activation")).containsOnlyNulls();
  }

  @Test
  void codeIsNotOfferedAgainWhenTheActivationFails() {
    sandbox.faults().cutNext(ACTIVATE, 2);
    pushCode();

    untilDone();
    assertThat(state()).isEqualTo(AuthorisationState.AUTHORISED);
    assertThat(calls(EXCHANGE)).isOne();
    assertThat(calls(ACTIVATE)).isEqualTo(3);
  }

  @Test
  void codeThatDingTalkDoesNotTakeIsGivenUpAtOnce() {
    sandbox.faults().errcodeNext(EXCHANGE, 1, 40078, "不存在的临时授权码");
    pushCode();

    await().until(() -> activations().equals(List.of("PARKED")));
    assertThat(column("select reason from suite_activation"))
        .singleElement()
        .asString()
        .contains("40078");
    assertThat(state()).isEqualTo(AuthorisationState.RELIEVED);

    pushCode();
    untilDone();
    assertThat(state()).as("with the next code").isEqualTo(AuthorisationState.AUTHORISED);
  }

  @Test
  void dingTalkThatCannotBeAskedIsGivenUpAfterAllAttempts() {
    sandbox.faults().errcodeNext(EXCHANGE, 100, -1, "系统繁忙");
    pushCode();

    await()
        .until(
            () -> {
              clock.advance(Duration.ofMinutes(1));
              worker.activateDue();
              return activations().equals(List.of("PARKED"));
            });
    assertThat(attempts()).containsExactly(String.valueOf(config.attempts() - 1));
  }

  @Test
  void faultOfOneCorpDoesNotHoldBackTheOthers() {
    var asked = new ArrayList<CorpId>();
    var faulty =
        new NoDingTalk() {
          @Override
          public IssuedToken suiteToken(App suite, String ticket) {
            return new IssuedToken("token", Duration.ofHours(2));
          }

          @Override
          public String permanentCode(String token, String temporaryCode) {
            return "code";
          }

          @Override
          public void activate(App suite, String token, CorpId corp, String code) {
            asked.add(corp);
            throw new IllegalStateException("nobody expected this");
          }
        };
    var suite = registry.snapshot().app(SUITE).orElseThrow();
    var later = clock.instant().plus(Duration.ofDays(1));
    for (var corp : List.of(FOREIGN, NEVER_INSTALLED)) {
      table.begin(suite, corp, "event of " + corp, "temporary", later, later);
    }

    new ActivationWorker(
            table,
            registry,
            suiteTickets,
            faulty,
            changes,
            Clock.fixed(later, UTC),
            config,
            new SimpleMeterRegistry())
        .activateDue();

    assertThat(asked).containsExactlyInAnyOrder(FOREIGN, NEVER_INSTALLED);
    assertThat(attempts()).containsExactly("1", "1");
    assertThat(column("select reason from suite_activation")).containsOnly("IllegalStateException");
  }

  @Test
  void suiteTicketIsWaitedForWithoutSpendingAttempts() {
    writes.sql(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate("delete from suite_ticket where app = '" + SUITE + "'");
          }
        });
    pushCode();
    await().until(() -> activations().equals(List.of("WAITING")));
    for (var i = 0; i < 2 * config.attempts(); i++) {
      clock.advance(Duration.ofMinutes(1));
      worker.activateDue();
    }
    assertThat(attempts()).containsExactly("0");

    assertThat(sandbox.pusher().suiteTicket(SUITE.value()).delivered()).isTrue();
    untilDone();
    assertThat(state()).isEqualTo(AuthorisationState.AUTHORISED);
  }

  private void untilDone() {
    await()
        .until(
            () -> {
              clock.advance(Duration.ofMinutes(1));
              worker.activateDue();
              return activations().equals(List.of("ACTIVATED"));
            });
  }

  private void pushCode() {
    assertThat(sandbox.pusher().temporaryAuthCode(SUITE.value(), FOREIGN.value()).delivered())
        .isTrue();
    await().until(() -> column("select id from event where state = 'WAITING'").isEmpty());
  }

  private long calls(String path) {
    return sandbox.journal().calls(path);
  }

  private Pushes pushes() {
    return new Pushes(target, registry.snapshot().app(SUITE).orElseThrow().events(), clock);
  }

  private AuthorisationState state() {
    return authorisations.find(SUITE, FOREIGN).map(Authorisation::state).orElse(null);
  }

  private List<String> activations() {
    return column("select state from suite_activation");
  }

  private List<String> attempts() {
    return column("select attempts from suite_activation");
  }

  private List<String> column(String sql) {
    return reads.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
              values.add(rows.getString(1));
            }
            return values;
          }
        });
  }
}
