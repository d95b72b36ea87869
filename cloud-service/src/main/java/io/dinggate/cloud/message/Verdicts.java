package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure.AuthCodeRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.BadRequest;
import io.dinggate.cloud.dingtalk.DingTalkFailure.Banned;
import io.dinggate.cloud.dingtalk.DingTalkFailure.ContentRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.CorpNotAuthorized;
import io.dinggate.cloud.dingtalk.DingTalkFailure.CredentialsRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.IpNotListed;
import io.dinggate.cloud.dingtalk.DingTalkFailure.NoAnswer;
import io.dinggate.cloud.dingtalk.DingTalkFailure.NotFound;
import io.dinggate.cloud.dingtalk.DingTalkFailure.OutOfScope;
import io.dinggate.cloud.dingtalk.DingTalkFailure.PermissionMissing;
import io.dinggate.cloud.dingtalk.DingTalkFailure.QuotaExhausted;
import io.dinggate.cloud.dingtalk.DingTalkFailure.SuiteTicketRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.Throttled;
import io.dinggate.cloud.dingtalk.DingTalkFailure.TokenRejected;
import io.dinggate.cloud.dingtalk.DingTalkFailure.Unavailable;
import io.dinggate.cloud.dingtalk.DingTalkFailure.WrongCorp;
import io.dinggate.cloud.message.TaskInput.Deferred;
import io.dinggate.cloud.message.TaskInput.Outcome;
import io.dinggate.cloud.message.TaskInput.PeopleRefused;
import io.dinggate.cloud.message.TaskInput.Refused;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure means for the task that met it: no, not now, or nobody knows. */
final class Verdicts {

  /** What passes without anybody changing the message. */
  private static final Set<ErrorCode> PASSING =
      EnumSet.of(
          ErrorCode.SUITE_TICKET_MISSING,
          ErrorCode.DINGTALK_THROTTLED,
          ErrorCode.DINGTALK_UNAVAILABLE,
          ErrorCode.OVERLOADED,
          ErrorCode.INTERNAL);

  private final Backoff backoff;
  private final Clock clock;

  Verdicts(Backoff backoff, Clock clock) {
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * What a failure at DingTalk means.
   *
   * @param mayHaveArrived whether a send was among what failed, and may have taken effect
   */
  Outcome of(Task task, DingTalkException failed, boolean mayHaveArrived) {
    var problem = failed.toProblem();
    if (mayHaveArrived) {
      return noAnswer(task, DeliveryReason.NO_ANSWER, problem.detail());
    }
    return switch (failed.failure()) {
      case CredentialsRejected _,
          CorpNotAuthorized _,
          WrongCorp _,
          PermissionMissing _,
          IpNotListed _,
          AuthCodeRejected _,
          ContentRejected _,
          BadRequest _ ->
          new Refused(problem.code().wire(), problem.detail());
      case OutOfScope _, NotFound _ ->
          new PeopleRefused(problem.code().wire(), problem.detail(), clock.instant());
      case TokenRejected _,
          SuiteTicketRejected _,
          Unavailable _,
          NoAnswer _,
          Throttled _,
          Banned _ ->
          deferred(task, problem, pause(failed).orElse(clock.instant()));
      case QuotaExhausted _ ->
          new Deferred(problem.code().wire(), problem.detail(), nextMonth(task));
    };
  }

  /** The first moment of the next month, unless the task is given up before. */
  private Instant nextMonth(Task task) {
    var month = ShanghaiTime.month(clock.instant());
    var next = backoff.retryAt(ShanghaiTime.begin(month.plusMonths(1)), 1);
    return next.isBefore(task.giveUpAt()) ? next : task.giveUpAt();
  }

  /** What a refusal before the call means. */
  Outcome of(Task task, ApiException refused) {
    return PASSING.contains(refused.code())
        ? deferred(task, refused, clock.instant())
        : new Refused(refused.code().wire(), refused.detail());
  }

  /**
   * What it means that neither DingTalk nor a refusal has ended it.
   *
   * @param mayHaveArrived whether the call had begun
   */
  Outcome cutShort(Task task, boolean mayHaveArrived) {
    return mayHaveArrived
        ? noAnswer(task, DeliveryReason.INTERRUPTED, null)
        : new Deferred(
            DeliveryReason.INTERNAL.wire(),
            null,
            backoff.retryAt(clock.instant(), task.attempts()));
  }

  /** Until when every other call of the same app in the same corp would meet the same failure. */
  Optional<Instant> pause(DingTalkException failed) {
    return switch (failed.failure()) {
      case Throttled(var retryAfter) -> Optional.of(clock.instant().plus(retryAfter));
      case Banned(var retryAfter) -> Optional.of(clock.instant().plus(retryAfter));
      case QuotaExhausted _ -> Optional.of(clock.instant().plus(backoff.most()));
      case TokenRejected _,
          CredentialsRejected _,
          SuiteTicketRejected _,
          CorpNotAuthorized _,
          WrongCorp _,
          PermissionMissing _,
          IpNotListed _,
          OutOfScope _,
          NotFound _,
          AuthCodeRejected _,
          ContentRejected _,
          BadRequest _,
          Unavailable _,
          NoAnswer _ ->
          Optional.empty();
    };
  }

  private Deferred deferred(Task task, ApiException problem, Instant notEarlier) {
    return new Deferred(
        problem.code().wire(),
        problem.detail(),
        backoff.retryAt(clock.instant(), task.attempts(), notEarlier));
  }

  private TaskInput.NoAnswer noAnswer(Task task, DeliveryReason reason, @Nullable String detail) {
    return new TaskInput.NoAnswer(
        reason, detail, backoff.retryAt(clock.instant(), task.attempts()));
  }
}
