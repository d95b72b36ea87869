package io.dinggate.cloud.app;

import static io.dinggate.cloud.app.AppFixture.CORP;
import static io.dinggate.cloud.app.AppFixture.OTHER_CORP;
import static io.dinggate.cloud.app.AppFixture.withCredentials;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.dingtalk.AuthInfo;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class AccessTokensTest {

  private static final DingTalkFailure REJECTED = new DingTalkFailure.TokenRejected("40014");
  private static final DingTalkFailure DOWN = new DingTalkFailure.Unavailable("503");

  @Inject AppFixture fixture;
  @Inject MovableClock clock;
  @Inject AppConfig config;
  @Inject Reads reads;
  CloudWorld cloudWorld;

  private AppFixture.World world;
  private CachedAccessTokens tokens;

  @BeforeEach
  void authoriseTheSuite() {
    world = fixture.newWorld();
    world.tickets.store(world.suite, "suite-ticket-1", clock.instant());
    world.changes.authorised(world.suite, CORP, clock.instant(), 1L, "Corp One");
    tokens = world.tokens();
  }

  @AfterEach
  void resetTheClock() {
    clock.reset();
  }

  @Test
  void twoHundredColdCallsFetchOneToken() throws Exception {
    var started = new CountDownLatch(200);
    world.dingTalk.hold();
    var calls =
        inParallel(
            200,
            () -> {
              started.countDown();
              return tokens.call(world.suite, CORP, token -> token);
            });
    assertThat(started.await(10, SECONDS)).isTrue();
    world.dingTalk.release();

    assertThat(calls).allSatisfy(call -> assertThat(call.get(10, SECONDS)).isEqualTo(corpToken(1)));
    assertThat(world.dingTalk.tokenCalls).hasValue(1);
    assertThat(world.fetches("fetched")).isEqualTo(1);
  }

  @Test
  void internalAppHasATokenOfItsOwn() {
    assertThat(use(world.internal, CORP)).isEqualTo("app-token-of-" + world.internal.id() + "-1");
    assertThat(use(world.internal, CORP)).isEqualTo("app-token-of-" + world.internal.id() + "-1");
  }

  @Test
  void failedFetchFailsAllWhoWaitAndIsNotRemembered() throws Exception {
    world.dingTalk.failWith(DOWN);
    world.dingTalk.hold();
    var first = inParallel(1, () -> use(world.suite, CORP)).getFirst();
    await().until(() -> world.dingTalk.tokenCalls.get() == 1);
    var waiting = inParallel(20, () -> use(world.suite, CORP));
    world.dingTalk.release();

    assertThat(failureOf(first)).isInstanceOf(DingTalkException.class);
    assertThat(waiting)
        .allSatisfy(call -> assertThat(failureOf(call)).isInstanceOf(DingTalkException.class));
    var failed = world.dingTalk.tokenCalls.get();
    assertThat(world.fetches("failed")).isEqualTo(failed);

    world.dingTalk.recover();
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(failed + 1));
  }

  @Test
  void tokenRejectedMidFlightCostsOneMoreFetchAndOneReplayEach() throws Exception {
    use(world.suite, CORP);
    var uses = new AtomicInteger();
    var allInside = new CountDownLatch(20);

    var calls =
        inParallel(
            20,
            () ->
                tokens.call(
                    world.suite,
                    CORP,
                    token -> {
                      uses.incrementAndGet();
                      if (token.equals(corpToken(1))) {
                        allInside.countDown();
                        awaitLatch(allInside);
                        throw new DingTalkException("use", REJECTED);
                      }
                      return token;
                    }));

    assertThat(calls).allSatisfy(call -> assertThat(call.get(10, SECONDS)).isEqualTo(corpToken(2)));
    assertThat(world.dingTalk.tokenCalls).hasValue(2);
    assertThat(uses).hasValue(40);
  }

  @Test
  void tokenThatDingTalkGivesOutAgainAfterItsRejectionServesOn() {
    world.dingTalk.sameAppToken = true;
    var uses = new AtomicInteger();

    var used =
        tokens.call(
            world.internal,
            CORP,
            token -> {
              if (uses.incrementAndGet() == 1) {
                throw new DingTalkException("use", REJECTED);
              }
              return token;
            });

    assertThat(used).isEqualTo("app-token-of-" + world.internal.id());
    assertThat(use(world.internal, CORP)).isEqualTo(used);
    assertThat(use(world.internal, CORP)).isEqualTo(used);
    assertThat(world.dingTalk.tokenCalls).hasValue(2);
  }

  @Test
  void tokenThatIsRejectedAgainIsReportedAfterOneReplay() {
    var uses = new AtomicInteger();

    assertThatThrownBy(
            () ->
                tokens.call(
                    world.suite,
                    CORP,
                    _ -> {
                      uses.incrementAndGet();
                      throw new DingTalkException("use", REJECTED);
                    }))
        .isInstanceOfSatisfying(
            DingTalkException.class, e -> assertThat(e.failure()).isEqualTo(REJECTED));
    assertThat(uses).hasValue(2);
    assertThat(world.dingTalk.tokenCalls).hasValue(2);
  }

  @Test
  void lateRejectionDoesNotEvictTheSuccessor() throws Exception {
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var late =
        inParallel(
                1,
                () ->
                    tokens.call(
                        world.suite,
                        CORP,
                        rejecting(
                            1,
                            () -> {
                              inside.countDown();
                              awaitLatch(goOn);
                            })))
            .getFirst();
    awaitLatch(inside);
    assertThat(use(tokens, rejecting(1, () -> {}))).isEqualTo(corpToken(2));

    goOn.countDown();

    assertThat(late.get(10, SECONDS)).isEqualTo(corpToken(2));
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(2));
    assertThat(world.dingTalk.tokenCalls).hasValue(2);
  }

  @Test
  void rejectedTokenIsNotTakenFromTheDiskEither() {
    use(world.suite, CORP);
    var restarted = world.tokens();

    assertThat(use(restarted, rejecting(1, () -> {}))).isEqualTo(corpToken(2));
    assertThat(use(world.tokens(), token -> token)).isEqualTo(corpToken(2));
    assertThat(world.dingTalk.tokenCalls).hasValue(2);
  }

  @Test
  void rejectedTokenIsOfferedToNobodyAgainWhileNoOtherCanBeFetched() {
    use(world.suite, CORP);
    world.dingTalk.failWith(DOWN);
    assertThatThrownBy(() -> use(tokens, rejecting(1, () -> {})))
        .isInstanceOfSatisfying(
            DingTalkException.class, e -> assertThat(e.failure()).isEqualTo(DOWN));

    var offered = new ConcurrentLinkedQueue<String>();
    for (var instance : List.of(tokens, world.tokens())) {
      assertThatThrownBy(
              () ->
                  use(
                      instance,
                      token -> {
                        offered.add(token);
                        return token;
                      }))
          .isInstanceOf(DingTalkException.class);
    }

    assertThat(offered).isEmpty();
    assertThat(onDisk(CORP)).isEmpty();
    world.dingTalk.recover();
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(world.dingTalk.tokenCalls.get()));
  }

  @Test
  void otherFailuresOfTheUseAreNotReplayed() {
    var uses = new AtomicInteger();

    assertThatThrownBy(
            () ->
                tokens.call(
                    world.suite,
                    CORP,
                    _ -> {
                      uses.incrementAndGet();
                      throw new DingTalkException("use", DOWN);
                    }))
        .isInstanceOf(DingTalkException.class);
    assertThat(uses).hasValue(1);
    assertThat(world.dingTalk.tokenCalls).hasValue(1);
  }

  @Test
  void tokenIsReplacedAheadOfItsEnd() {
    use(world.suite, CORP);

    clock.advance(notYetToBeReplaced());
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(1));
    clock.advance(fromThereIntoTheMargin());
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(2));
  }

  @Test
  void oldTokenServesToItsEndWhenItCannotBeReplaced() {
    use(world.suite, CORP);
    world.dingTalk.failWith(DOWN);
    clock.advance(notYetToBeReplaced().plus(fromThereIntoTheMargin()));

    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(1));
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(1));
    assertThat(world.dingTalk.tokenCalls).hasValue(2);
    clock.advance(config.refreshPause());
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(1));
    assertThat(world.dingTalk.tokenCalls).hasValue(3);

    clock.advance(config.refreshMargin());
    assertThatThrownBy(() -> use(world.suite, CORP)).isInstanceOf(DingTalkException.class);
  }

  @Test
  void onlyOneCallerWaitsForTheReplacementAheadOfTheEnd() throws Exception {
    use(world.suite, CORP);
    clock.advance(notYetToBeReplaced().plus(fromThereIntoTheMargin()));
    world.dingTalk.hold();
    var replacing = inParallel(1, () -> use(world.suite, CORP)).getFirst();
    await().until(() -> world.dingTalk.tokenCalls.get() == 2);

    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(1));

    world.dingTalk.release();
    assertThat(replacing.get(10, SECONDS)).isEqualTo(corpToken(2));
  }

  @Test
  void tokenSurvivesARestartAndIsSealedOnTheDisk() throws IOException {
    use(world.suite, CORP);

    assertThat(use(world.tokens(), token -> token)).isEqualTo(corpToken(1));
    assertThat(world.dingTalk.tokenCalls).hasValue(1);
    assertThat(onDisk(CORP)).isPresent().get().asString().doesNotContain("corp-token");
    assertThat(databaseText()).contains(world.suite.id().value()).doesNotContain("corp-token-of-");
  }

  @Test
  void expiredTokenOnTheDiskIsNotUsedAfterARestart() {
    use(world.suite, CORP);
    clock.advance(FakeDingTalk.LIFETIME);

    assertThat(use(world.tokens(), token -> token)).isEqualTo(corpToken(2));
  }

  @Test
  void relieveDropsTheTokenAtOnce() {
    use(world.suite, CORP);

    world.changes.relieved(world.suite, CORP, clock.instant());

    assertProblem(ErrorCode.CORP_NOT_AUTHORIZED, () -> use(world.suite, CORP));
    assertThat(onDisk(CORP)).isEmpty();
    assertThat(world.dingTalk.tokenCalls).hasValue(1);
  }

  @Test
  void changedAuthorisationNeedsANewToken() {
    use(world.suite, CORP);

    world.changes.authorised(world.suite, CORP, clock.instant(), 1L, "Corp One");

    assertThat(onDisk(CORP)).isEmpty();
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(2));
  }

  @Test
  void tokenThatWasOnItsWayWhenTheCorpRelievedIsNotKept() throws Exception {
    world.dingTalk.hold();
    var call = inParallel(1, () -> use(world.suite, CORP)).getFirst();
    await().until(() -> world.dingTalk.tokenCalls.get() == 1);

    world.changes.relieved(world.suite, CORP, clock.instant());
    world.dingTalk.release();

    assertThat(call.get(10, SECONDS)).isEqualTo(corpToken(1));
    assertThat(onDisk(CORP)).isEmpty();
    world.changes.authorised(world.suite, CORP, clock.instant(), 2L, "Corp One");
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(2));
  }

  @Test
  void newCredentialsOfAnAppNeedANewToken() {
    use(world.internal, CORP);
    var other = withCredentials(world.internal, "another-key", "another-secret");
    var renewed = withCredentials(world.internal, world.internal.clientId(), "new-secret");
    var first = "app-token-of-" + world.internal.id() + "-";

    assertThat(use(other, CORP)).isEqualTo(first + 2);
    assertThat(use(renewed, CORP)).isEqualTo(first + 3);
    assertThat(use(renewed, CORP)).isEqualTo(first + 3);
    String afterARestart = world.tokens().call(world.internal, CORP, token -> token);
    assertThat(afterARestart).isEqualTo(first + 4);
  }

  @Test
  void anotherSuiteUnderTheSameIdBeginsWithNothing() {
    use(world.suite, CORP);
    var other = withCredentials(world.suite, "another-suite-key", "another-secret");

    assertProblem(ErrorCode.SUITE_TICKET_MISSING, () -> use(other, CORP));
    // An older time than what is known of the suite before: it says nothing here.
    world.tickets.store(other, "suite-ticket-2", Instant.EPOCH);
    world.changes.authorised(other, CORP, Instant.EPOCH, null, null);

    assertThat(use(other, CORP)).isEqualTo(corpToken(2));
    world.dingTalk.authInfo = new AuthInfo(CORP, "Corp", List.of(new AuthInfo.Agent(9L, null)));
    assertThat(world.authorisations().require(other, CORP).agentId()).isEqualTo(9L);
  }

  @Test
  void newSecretOfASuiteKeepsItsTicket() {
    use(world.suite, CORP);

    assertThat(use(withCredentials(world.suite, world.suite.clientId(), "new-secret"), CORP))
        .isEqualTo(corpToken(2));
  }

  @Test
  void withoutASuiteTicketNothingIsAsked() {
    var bare = fixture.newWorld();
    bare.changes.authorised(bare.suite, CORP, clock.instant(), 1L, "Corp One");

    assertProblem(
        ErrorCode.SUITE_TICKET_MISSING, () -> bare.tokens().call(bare.suite, CORP, token -> token));
    assertThat(bare.dingTalk.tokenCalls).hasValue(0);
  }

  @Test
  void internalAppOfAnotherCorpIsRefusedWithoutACall() {
    assertProblem(ErrorCode.CORP_NOT_AUTHORIZED, () -> use(world.internal, OTHER_CORP));
    assertThat(world.dingTalk.tokenCalls).hasValue(0);
  }

  @Test
  void stoppedAppIsRefusedWithoutACall() {
    world.changes.stopped(world.suite, CORP, clock.instant());

    assertProblem(ErrorCode.CORP_NOT_AUTHORIZED, () -> use(world.suite, CORP));
    assertThat(world.dingTalk.tokenCalls).hasValue(0);
  }

  @Test
  void refusalOfDingTalkHoldsForAWhileOrUntilThePush() {
    world.dingTalk.failWith(new DingTalkFailure.CorpNotAuthorized("invalidAuthInfo"));

    assertProblem(ErrorCode.CORP_NOT_AUTHORIZED, () -> use(world.suite, CORP));
    assertProblem(ErrorCode.CORP_NOT_AUTHORIZED, () -> use(world.suite, CORP));
    assertThat(world.dingTalk.tokenCalls).hasValue(1);
    assertThat(world.fetches("refused")).isEqualTo(1);

    world.dingTalk.recover();
    assertProblem(ErrorCode.CORP_NOT_AUTHORIZED, () -> use(world.suite, CORP));
    world.changes.authorised(world.suite, CORP, clock.instant(), 1L, "Corp One");
    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(2));
  }

  @Test
  void refusalOfDingTalkIsAskedAboutAgainAfterAWhile() {
    world.dingTalk.failWith(new DingTalkFailure.CorpNotAuthorized("invalidAuthInfo"));
    assertProblem(ErrorCode.CORP_NOT_AUTHORIZED, () -> use(world.suite, CORP));
    world.dingTalk.recover();

    clock.advance(config.refusalPause());

    assertThat(use(world.suite, CORP)).isEqualTo(corpToken(2));
  }

  @Test
  void tokenIsNotShownByToString() {
    var now = clock.instant();

    assertThat(new AccessToken("the-token", new TokenBasis(1, "c"), now, now))
        .asString()
        .doesNotContain("the-token");
  }

  private String use(App app, CorpId corp) {
    return tokens.call(app, corp, token -> token);
  }

  private String use(AccessTokens tokens, Function<String, String> use) {
    return tokens.call(world.suite, CORP, use);
  }

  private String corpToken(int number) {
    return "corp-token-of-" + world.suite.id() + "-" + CORP + "-" + number;
  }

  /** Works with every token but the one of that number, which is rejected after a while. */
  private Function<String, String> rejecting(int number, Runnable before) {
    return token -> {
      if (token.equals(corpToken(number))) {
        before.run();
        throw new DingTalkException("use", REJECTED);
      }
      return token;
    };
  }

  private Duration fromThereIntoTheMargin() {
    return config.refreshJitter().plusSeconds(30);
  }

  private Duration notYetToBeReplaced() {
    return FakeDingTalk.LIFETIME
        .minus(config.refreshMargin())
        .minus(config.refreshJitter())
        .minusSeconds(30);
  }

  private static <T> List<Future<T>> inParallel(int count, Callable<T> call) {
    var callers = Executors.newVirtualThreadPerTaskExecutor();
    return IntStream.range(0, count).mapToObj(_ -> callers.submit(call)).toList();
  }

  private static Throwable failureOf(Future<?> call) throws InterruptedException {
    try {
      throw new AssertionError("did not fail, but gave " + call.get());
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertProblem(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ApiException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private Optional<String> onDisk(CorpId corp) {
    return reads.query(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "select token from access_token where app = ? and corp = ?")) {
            statement.setString(1, world.suite.id().value());
            statement.setString(2, corp.value());
            try (var row = statement.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  private String databaseText() throws IOException {
    var text = new StringBuilder();
    for (var file : List.of(cloudWorld.database(), Path.of(cloudWorld.database() + "-wal"))) {
      if (Files.exists(file)) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
