package io.dinggate.cloud.app;

import static io.dinggate.cloud.app.AppFixture.CORP;
import static io.dinggate.cloud.app.AppFixture.OTHER_CORP;
import static io.dinggate.cloud.app.AuthorisationState.AUTHORISED;
import static io.dinggate.cloud.app.AuthorisationState.RELIEVED;
import static io.dinggate.cloud.app.AuthorisationState.REMOVED;
import static io.dinggate.cloud.app.AuthorisationState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.dingtalk.AuthInfo;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.model.AppId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class AuthorisationsTest {

  private static final Instant T1 = Instant.ofEpochMilli(1_700_000_000_001L);
  private static final Instant T2 = T1.plusSeconds(1);
  private static final Instant T3 = T2.plusSeconds(1);

  @Inject AppFixture fixture;
  @Inject MovableClock clock;
  @Inject AppConfig config;

  private AppFixture.World world;
  private KnownAuthorisations authorisations;

  @BeforeEach
  void newWorld() {
    world = fixture.newWorld();
    world.tickets.store(world.suite, "suite-ticket-1", T1);
    world.dingTalk.authInfo = authInfo(new AuthInfo.Agent(88L, 77L));
    authorisations = world.authorisations();
  }

  @AfterEach
  void resetTheClock() {
    clock.reset();
  }

  @Test
  void internalAppIsAuthorisedInItsCorpAndNowhereElse() {
    assertThat(authorisations.require(world.internal, CORP))
        .isEqualTo(new Authorisation(world.internal.id(), CORP, AUTHORISED, 4711L, null));
    assertThat(authorisations.find(world.internal.id(), CORP)).isPresent();
    assertThat(authorisations.find(world.internal.id(), OTHER_CORP)).isEmpty();
    assertNotAuthorised(() -> authorisations.require(world.internal, OTHER_CORP));
    assertThat(world.dingTalk.authInfoCalls).hasValue(0);
  }

  @Test
  void appThatIsNotRegisteredHasNoAuthorisation() {
    assertThat(authorisations.find(new AppId("nobody"), CORP)).isEmpty();
  }

  @Test
  void findingDoesNotAskDingTalk() {
    assertThat(authorisations.find(world.suite.id(), CORP)).isEmpty();
    assertThat(world.dingTalk.authInfoCalls).hasValue(0);
  }

  @Test
  void pushedAuthorisationIsKnownWithoutAsking() {
    world.changes.authorised(world.suite, CORP, T1, 5L, "公司一");

    assertThat(authorisations.require(world.suite, CORP))
        .isEqualTo(new Authorisation(world.suite.id(), CORP, AUTHORISED, 5L, "公司一"));
    assertThat(world.dingTalk.authInfoCalls).hasValue(0);
  }

  @Test
  void eachChangeShows() {
    world.changes.authorised(world.suite, CORP, T1, 5L, "Corp");
    assertThat(world.changes.stopped(world.suite, CORP, T2)).isTrue();
    assertState(STOPPED);
    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));

    assertThat(world.changes.restored(world.suite, CORP, T3)).isTrue();
    assertState(AUTHORISED);
    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(5L);

    assertThat(world.changes.removed(world.suite, CORP, T3)).isTrue();
    assertState(REMOVED);
    assertThat(world.changes.relieved(world.suite, CORP, T3)).isTrue();
    assertState(RELIEVED);
    assertThat(world.dingTalk.authInfoCalls).hasValue(0);
    world.dingTalk.failWith(new DingTalkFailure.CorpNotAuthorized("41030"));
    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));
  }

  @Test
  void olderEventNeverOverwritesANewerOne() {
    world.changes.relieved(world.suite, CORP, T2);

    assertThat(world.changes.authorised(world.suite, CORP, T1, 5L, "Corp")).isFalse();
    assertState(RELIEVED);
    assertThat(world.changes.authorised(world.suite, CORP, T3, 6L, "Corp")).isTrue();
    assertThat(world.changes.stopped(world.suite, CORP, T2)).isFalse();
    assertThat(world.changes.relieved(world.suite, CORP, T2)).isFalse();
    assertState(AUTHORISED);
  }

  @Test
  void stopAfterTheCorpHasRelievedSaysNothing() {
    world.changes.relieved(world.suite, CORP, T1);

    assertThat(world.changes.stopped(world.suite, CORP, T3)).isFalse();

    assertThat(world.changes.authorised(world.suite, CORP, T2, 6L, "Corp")).isTrue();
    assertState(AUTHORISED);
  }

  @Test
  void knownAgentAndNameStayWhenAChangeDoesNotTellThem() {
    world.changes.authorised(world.suite, CORP, T1, 5L, "Corp");

    world.changes.authorised(world.suite, CORP, T2, null, null);

    assertThat(authorisations.find(world.suite.id(), CORP))
        .contains(new Authorisation(world.suite.id(), CORP, AUTHORISED, 5L, "Corp"));
  }

  @Test
  void agentOfAnEarlierInstallationDoesNotComeBack() {
    world.changes.authorised(world.suite, CORP, T1, 5L, "Corp");
    world.changes.relieved(world.suite, CORP, T2);
    world.changes.authorised(world.suite, CORP, T3, null, null);

    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(88L);
  }

  @Test
  void changeInOneCorpLeavesTheOthersAlone() {
    world.changes.authorised(world.suite, CORP, T1, 5L, "Corp");
    world.changes.authorised(world.suite, OTHER_CORP, T1, 6L, "Other");

    world.changes.relieved(world.suite, CORP, T2);

    assertThat(authorisations.require(world.suite, OTHER_CORP).agentId()).isEqualTo(6L);
  }

  @Test
  void lostPushIsRecoveredWithOneQuestionForAll() throws Exception {
    world.dingTalk.hold();
    var started = new CountDownLatch(50);
    var callers = Executors.newVirtualThreadPerTaskExecutor();
    var calls =
        IntStream.range(0, 50)
            .mapToObj(
                _ ->
                    callers.submit(
                        () -> {
                          started.countDown();
                          return authorisations.require(world.suite, CORP);
                        }))
            .toList();
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    world.dingTalk.release();

    assertThat(calls)
        .allSatisfy(call -> assertThat(call.get(10, TimeUnit.SECONDS).agentId()).isEqualTo(88L));
    assertThat(world.dingTalk.authInfoCalls).hasValue(1);
    assertThat(world.authorisations().find(world.suite.id(), CORP))
        .contains(new Authorisation(world.suite.id(), CORP, AUTHORISED, 88L, "Recovered"));
  }

  @Test
  void ownAgentIsPickedAmongThoseOfTheSuite() {
    world.dingTalk.authInfo =
        authInfo(
            new AuthInfo.Agent(1L, 70L), new AuthInfo.Agent(2L, null), new AuthInfo.Agent(3L, 77L));

    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(3L);
  }

  @Test
  void firstAgentIsTakenWhenNoneIsNamedAsOurs() {
    world.dingTalk.authInfo = authInfo(new AuthInfo.Agent(1L, null), new AuthInfo.Agent(2L, null));

    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(1L);
  }

  @Test
  void refusedCorpIsNotAskedAboutAgainForAWhile() {
    world.dingTalk.failWith(new DingTalkFailure.CorpNotAuthorized("41030"));
    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));
    world.dingTalk.recover();

    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));
    assertThat(world.dingTalk.authInfoCalls).hasValue(1);
    clock.advance(config.refusalPause());
    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(88L);
  }

  @Test
  void pushedAuthorisationCountsAtOnceAfterARefusal() {
    world.dingTalk.failWith(new DingTalkFailure.CorpNotAuthorized("41030"));
    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));

    world.changes.authorised(world.suite, CORP, T1, 5L, "Corp");

    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(5L);
  }

  @Test
  void failedQuestionIsAskedAgain() {
    world.dingTalk.failWith(new DingTalkFailure.NoAnswer(true));
    assertThatThrownBy(() -> authorisations.require(world.suite, CORP))
        .isInstanceOf(DingTalkException.class);
    world.dingTalk.recover();

    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(88L);
  }

  @Test
  void withoutASuiteTicketDingTalkIsNotAsked() {
    var bare = fixture.newWorld();

    assertThatThrownBy(() -> bare.authorisations().require(bare.suite, CORP))
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.SUITE_TICKET_MISSING));
    assertThat(bare.dingTalk.authInfoCalls).hasValue(0);
  }

  @Test
  void relieveThatCameDuringTheQuestionWins() throws Exception {
    world.dingTalk.hold();
    var call =
        Executors.newVirtualThreadPerTaskExecutor()
            .submit(() -> authorisations.require(world.suite, CORP));
    await().until(() -> world.dingTalk.authInfoCalls.get() == 1);

    // DingTalk's clock may be behind, and tells whole seconds.
    assertThat(world.changes.relieved(world.suite, CORP, clock.instant().minusSeconds(30)))
        .isTrue();
    world.dingTalk.release();

    assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(ApiException.class);
    assertState(RELIEVED);
  }

  @Test
  void relieveAfterTheQuestionCountsWhateverTheClocksSay() {
    authorisations.require(world.suite, CORP);

    assertThat(world.changes.relieved(world.suite, CORP, clock.instant().minusSeconds(30)))
        .isTrue();

    assertState(RELIEVED);
    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));
  }

  @Test
  void corpWhoseComingBackWasNotPushedIsFoundLater() {
    world.changes.relieved(world.suite, CORP, clock.instant());
    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));
    assertThat(world.dingTalk.authInfoCalls).as("too early to be believed").hasValue(0);

    clock.advance(Duration.ofHours(2));

    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(88L);
    assertState(AUTHORISED);
  }

  @Test
  void corpThatDidNotComeBackIsNotAskedForAgainForAWhile() {
    world.changes.relieved(world.suite, CORP, clock.instant());
    clock.advance(Duration.ofHours(2));
    world.dingTalk.failWith(new DingTalkFailure.CorpNotAuthorized("41030"));

    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));
    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));

    assertThat(world.dingTalk.authInfoCalls).hasValue(1);
  }

  @Test
  void corpThatCannotBeAskedForStaysAway() {
    world.changes.relieved(world.suite, CORP, clock.instant());
    clock.advance(Duration.ofHours(2));
    world.dingTalk.failWith(new DingTalkFailure.NoAnswer(true));

    assertNotAuthorised(() -> authorisations.require(world.suite, CORP));
    assertState(RELIEVED);
  }

  @Test
  void anotherRelieveDuringTheQuestionWins() throws Exception {
    world.changes.relieved(world.suite, CORP, clock.instant());
    clock.advance(Duration.ofHours(2));
    world.dingTalk.hold();
    var call =
        Executors.newVirtualThreadPerTaskExecutor()
            .submit(() -> authorisations.require(world.suite, CORP));
    await().until(() -> world.dingTalk.authInfoCalls.get() == 1);

    world.changes.relieved(world.suite, CORP, clock.instant());
    world.dingTalk.release();

    assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(ApiException.class);
    assertState(RELIEVED);
  }

  @Test
  void recoveredAgentLeavesTheTimeOfThePushAlone() {
    world.changes.authorised(world.suite, CORP, T2, null, "Corp");

    assertThat(authorisations.require(world.suite, CORP).agentId()).isEqualTo(88L);

    assertThat(world.changes.relieved(world.suite, CORP, T1)).isFalse();
    assertThat(world.changes.stopped(world.suite, CORP, T3)).isTrue();
    assertThat(authorisations.find(world.suite.id(), CORP))
        .contains(new Authorisation(world.suite.id(), CORP, STOPPED, 88L, "Corp"));
  }

  private void assertState(AuthorisationState state) {
    assertThat(authorisations.find(world.suite.id(), CORP))
        .get()
        .extracting(Authorisation::state)
        .isEqualTo(state);
  }

  private static void assertNotAuthorised(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.CORP_NOT_AUTHORIZED));
  }

  private static AuthInfo authInfo(AuthInfo.Agent... agents) {
    return new AuthInfo(CORP, "Recovered", List.of(agents));
  }
}
