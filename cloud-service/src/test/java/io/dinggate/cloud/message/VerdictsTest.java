package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.SiteId;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofMinutes(10);

  private final StillClock clock = new StillClock(NOW);
  private final Verdicts verdicts =
      new Verdicts(new Backoff(FIRST, MOST, MessageStage.LONGEST), clock);

  private static final List<DingTalkFailure> FOR_GOOD =
      List.of(
          new DingTalkFailure.CredentialsRejected("1"),
          new DingTalkFailure.CorpNotAuthorized("1"),
          new DingTalkFailure.WrongCorp("1"),
          new DingTalkFailure.PermissionMissing("p"),
          new DingTalkFailure.IpNotListed("1.2.3.4"),
          new DingTalkFailure.AuthCodeRejected("1"),
          new DingTalkFailure.ContentRejected("41049"),
          new DingTalkFailure.BadRequest("1"));

  private static final List<DingTalkFailure> FOR_SOMEBODY =
      List.of(new DingTalkFailure.OutOfScope("1"), new DingTalkFailure.NotFound("1"));

  private static final List<DingTalkFailure> FOR_NOW =
      List.of(
          new DingTalkFailure.TokenRejected("1"),
          new DingTalkFailure.SuiteTicketRejected("1"),
          new DingTalkFailure.Unavailable("1"),
          new DingTalkFailure.NoAnswer(false),
          new DingTalkFailure.NoAnswer(true),
          new DingTalkFailure.Throttled(Duration.ofSeconds(30)),
          new DingTalkFailure.Banned(Duration.ofMinutes(5)),
          new DingTalkFailure.QuotaExhausted("90020"));

  @Test
  void everyFailureIsMet() {
    var met = new HashSet<Class<?>>();
    FOR_GOOD.forEach(failure -> met.add(failure.getClass()));
    FOR_SOMEBODY.forEach(failure -> met.add(failure.getClass()));
    FOR_NOW.forEach(failure -> met.add(failure.getClass()));

    assertThat(met).containsExactlyInAnyOrder(DingTalkFailure.class.getPermittedSubclasses());
  }

  @Test
  void whatNobodyCanMendByWaitingIsRefused() {
    for (var failure : FOR_GOOD) {
      var problem = new DingTalkException("send", failure).toProblem();
      assertThat(of(failure, false))
          .isEqualTo(new TaskInput.Refused(problem.code().wire(), problem.detail()));
      assertThat(verdicts.pause(new DingTalkException("send", failure))).isEmpty();
    }
  }

  @Test
  void whatIsAboutSomebodyIsNotAboutTheOthers() {
    for (var failure : FOR_SOMEBODY) {
      var problem = new DingTalkException("send", failure).toProblem();
      assertThat(of(failure, false))
          .isEqualTo(new TaskInput.PeopleRefused(problem.code().wire(), problem.detail(), NOW));
      assertThat(verdicts.pause(new DingTalkException("send", failure))).isEmpty();
    }
  }

  @Test
  void whatPassesIsDeferred() {
    for (var failure : FOR_NOW) {
      var problem = new DingTalkException("send", failure).toProblem();
      assertThat(of(failure, false))
          .isInstanceOfSatisfying(
              TaskInput.Deferred.class,
              deferred -> {
                assertThat(deferred.reason()).isEqualTo(problem.code().wire());
                assertThat(deferred.detail()).isEqualTo(problem.detail());
                assertThat(deferred.retryAt()).isAfter(NOW);
              });
    }
  }

  @Test
  void whatMayHaveArrivedHasNoAnswer() {
    for (var failure : FOR_NOW) {
      assertThat(of(failure, true))
          .isInstanceOfSatisfying(
              TaskInput.NoAnswer.class,
              noAnswer -> {
                assertThat(noAnswer.reason()).isEqualTo(DeliveryReason.NO_ANSWER);
                assertThat(noAnswer.detail()).isNotNull();
                assertThat(noAnswer.retryAt()).isEqualTo(NOW.plus(FIRST));
              });
    }
  }

  @Test
  void retryIsAfterWhatDingTalkSays() {
    assertThat(retryAt(new DingTalkFailure.Throttled(Duration.ofSeconds(30))))
        .isEqualTo(NOW.plusSeconds(30).plus(FIRST));
    assertThat(retryAt(new DingTalkFailure.Banned(Duration.ofMinutes(5))))
        .isEqualTo(NOW.plusSeconds(300).plus(FIRST));
    assertThat(retryAt(new DingTalkFailure.Unavailable("1"))).isEqualTo(NOW.plus(FIRST));
  }

  @Test
  void pauseIsForTheWholeAppInTheCorp() {
    assertThat(pause(new DingTalkFailure.Throttled(Duration.ofSeconds(30))))
        .isEqualTo(NOW.plusSeconds(30));
    assertThat(pause(new DingTalkFailure.Banned(Duration.ofMinutes(5))))
        .isEqualTo(NOW.plusSeconds(300));
    assertThat(pause(new DingTalkFailure.QuotaExhausted("90020"))).isEqualTo(NOW.plus(MOST));
    for (var failure :
        List.of(
            new DingTalkFailure.TokenRejected("1"),
            new DingTalkFailure.SuiteTicketRejected("1"),
            new DingTalkFailure.Unavailable("1"),
            new DingTalkFailure.NoAnswer(true))) {
      assertThat(verdicts.pause(new DingTalkException("send", failure))).isEmpty();
    }
  }

  @Test
  void monthlyQuotaIsHeldUntilTheNextMonthOrTheEnd() {
    assertThat(retryAt(new DingTalkFailure.QuotaExhausted("90020"))).isEqualTo(task().giveUpAt());
    clock.set(Instant.parse("2026-03-31T12:00:00Z"));
    assertThat(
            ((TaskInput.Deferred)
                    verdicts.of(
                        task(clock.instant().plus(Duration.ofDays(1))),
                        new DingTalkException("send", new DingTalkFailure.QuotaExhausted("90020")),
                        false))
                .retryAt())
        .isEqualTo(Instant.parse("2026-03-31T16:00:00Z").plus(FIRST));
  }

  @Test
  void refusalsOfOursPassOrDoNot() {
    var passing =
        List.of(
            ErrorCode.SUITE_TICKET_MISSING,
            ErrorCode.DINGTALK_THROTTLED,
            ErrorCode.DINGTALK_UNAVAILABLE,
            ErrorCode.OVERLOADED,
            ErrorCode.INTERNAL);
    for (var code : Arrays.asList(ErrorCode.values())) {
      var outcome = verdicts.of(task(), new ApiException(code, "why"));
      assertThat(outcome)
          .isEqualTo(
              passing.contains(code)
                  ? new TaskInput.Deferred(code.wire(), "why", NOW.plus(FIRST))
                  : new TaskInput.Refused(code.wire(), "why"));
    }
  }

  @Test
  void cutShortIsUnknownOnlyWhenSomethingHadBegun() {
    assertThat(verdicts.cutShort(task(), true))
        .isEqualTo(new TaskInput.NoAnswer(DeliveryReason.INTERRUPTED, null, NOW.plus(FIRST)));
    assertThat(verdicts.cutShort(task(), false))
        .isEqualTo(new TaskInput.Deferred("internal", null, NOW.plus(FIRST)));
  }

  private TaskInput of(DingTalkFailure failure, boolean mayHaveArrived) {
    return verdicts.of(task(), new DingTalkException("send", failure), mayHaveArrived);
  }

  private Instant retryAt(DingTalkFailure failure) {
    return ((TaskInput.Deferred) of(failure, false)).retryAt();
  }

  private Instant pause(DingTalkFailure failure) {
    return verdicts.pause(new DingTalkException("send", failure)).orElseThrow();
  }

  private static Task task() {
    return task(NOW.plus(Duration.ofHours(24)));
  }

  private static Task task(Instant giveUpAt) {
    return new Task(
        "t",
        "m",
        new LaneKey(Sites.HR, Sites.EAST, new SiteId("east")),
        TaskState.SENDING,
        false,
        true,
        false,
        false,
        2,
        1,
        0,
        0,
        null,
        giveUpAt,
        null,
        null,
        0);
  }
}
