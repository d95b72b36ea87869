package io.dinggate.cloud.message;

import io.dinggate.cloud.message.Decision.Begin;
import io.dinggate.cloud.message.Decision.Claim;
import io.dinggate.cloud.message.Decision.End;
import io.dinggate.cloud.message.Decision.Queue;
import io.dinggate.cloud.message.Decision.Split;
import io.dinggate.cloud.message.Decision.Stay;
import io.dinggate.cloud.message.Decision.Surer;
import io.dinggate.cloud.message.TaskInput.Began;
import io.dinggate.cloud.message.TaskInput.Cancelled;
import io.dinggate.cloud.message.TaskInput.Claimed;
import io.dinggate.cloud.message.TaskInput.Deferred;
import io.dinggate.cloud.message.TaskInput.Late;
import io.dinggate.cloud.message.TaskInput.NoAnswer;
import io.dinggate.cloud.message.TaskInput.Outcome;
import io.dinggate.cloud.message.TaskInput.PeopleRefused;
import io.dinggate.cloud.message.TaskInput.Refused;
import io.dinggate.cloud.message.TaskInput.Requeued;
import io.dinggate.cloud.message.TaskInput.Restored;
import io.dinggate.cloud.message.TaskInput.Sent;
import io.dinggate.cloud.message.TaskInput.WorkerLost;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from every input in every state; the drawing is in the architecture's chapter on
 * messages. Two things hold throughout: a task is only {@code FAILED} when none of its calls can
 * have had an effect, and that DingTalk took it is never forgotten.
 */
final class TaskMachine {

  private TaskMachine() {}

  /** The decision. */
  static Decision decide(Task task, TaskInput input) {
    return switch (task.state()) {
      case QUEUED -> queued(task, input);
      case CLAIMED -> claimed(task, input);
      case SENDING -> sending(task, input);
      case UNKNOWN -> unknown(task, input);
      case FAILED -> failed(task, input);
      case SENT -> new Stay();
    };
  }

  private static Decision queued(Task task, TaskInput input) {
    return switch (input) {
      case Claimed(var until) -> new Claim(until);
      case Sent sent -> sentEarlier(task, sent);
      case Late(var outcome) -> lateWhileOpen(task, outcome);
      case Cancelled _ -> refused(task, DeliveryReason.CANCELLED);
      case Restored(var now) -> outcome(task, new NoAnswer(DeliveryReason.INTERRUPTED, null, now));
      case Began _, Refused _, PeopleRefused _, Deferred _, NoAnswer _, WorkerLost _, Requeued _ ->
          new Stay();
    };
  }

  private static Decision claimed(Task task, TaskInput input) {
    return switch (input) {
      case Began(var agentId) -> new Begin(agentId);
      case Outcome outcome -> outcome(task, outcome);
      case Late(var outcome) -> lateWhileOpen(task, outcome);
      case WorkerLost(var now) ->
          task.cancelled()
              ? refused(task, DeliveryReason.CANCELLED)
              : again(task, now, task.reason(), task.detail());
      case Cancelled _ -> refused(task, DeliveryReason.CANCELLED);
      case Claimed _, Requeued _, Restored _ -> new Stay();
    };
  }

  private static Decision sending(Task task, TaskInput input) {
    return switch (input) {
      case Outcome outcome -> outcome(task, outcome);
      case Late(var outcome) -> lateWhileOpen(task, outcome);
      case WorkerLost(var now) ->
          outcome(task, new NoAnswer(DeliveryReason.INTERRUPTED, null, now));
      case Claimed _, Began _, Cancelled _, Requeued _, Restored _ -> new Stay();
    };
  }

  /** Whatever comes after {@code UNKNOWN} is late, whether it says so or not. */
  private static Decision unknown(Task task, TaskInput input) {
    return switch (input) {
      case Late(var outcome) -> lateAfterAll(task, outcome);
      case Outcome outcome -> lateAfterAll(task, outcome);
      case Claimed _, Began _, WorkerLost _, Cancelled _, Requeued _, Restored _ -> new Stay();
    };
  }

  private static Decision failed(Task task, TaskInput input) {
    return switch (input) {
      case Requeued(var now, var giveUpAt)
          when DeliveryReason.GAVE_UP.wire().equals(task.reason()) && !task.cancelled() ->
          new Queue(now, giveUpAt, 0, DeliveryState.QUEUED, null, null, true);
      case Requeued _,
          Claimed _,
          Began _,
          Sent _,
          Refused _,
          PeopleRefused _,
          Deferred _,
          NoAnswer _,
          Late _,
          WorkerLost _,
          Restored _,
          Cancelled _ ->
          new Stay();
    };
  }

  private static Decision outcome(Task task, Outcome outcome) {
    return switch (outcome) {
      case Sent sent -> sent(task, sent);
      case Refused(var reason, var detail) -> refused(task, reason, detail);
      case PeopleRefused refused -> peopleRefused(task, refused);
      case Deferred deferred -> deferred(task, deferred);
      case NoAnswer noAnswer -> noAnswer(task, noAnswer);
    };
  }

  private static Decision sent(Task task, Sent sent) {
    return sent(task, sent, task.unsure());
  }

  /** An earlier call is no longer unsure; one that is under way now will never be heard of. */
  private static Decision sentEarlier(Task task, Sent sent) {
    var underWay = task.state() == TaskState.SENDING ? 1 : 0;
    return sent(task, sent, Math.max(0, task.unsure() - 1) + underWay);
  }

  private static Decision sent(Task task, Sent sent, int unsure) {
    var recipients = task.receipts() ? DeliveryState.SENT : DeliveryState.ACCEPTED;
    return new End(TaskState.SENT, unsure, recipients, null, null, sent.dingTalkTask());
  }

  private static Decision refused(Task task, DeliveryReason reason) {
    return refused(task, reason.wire(), null);
  }

  private static Decision refused(Task task, String reason, @Nullable String detail) {
    return task.mayHaveArrived()
        ? new End(TaskState.UNKNOWN, task.unsure(), DeliveryState.UNKNOWN, reason, detail, null)
        : new End(TaskState.FAILED, 0, DeliveryState.FAILED, reason, detail, null);
  }

  /** Whoever it is about is found by halves, and the others get it. */
  private static Decision peopleRefused(Task task, PeopleRefused refused) {
    if (task.people() == 1 || task.mayHaveArrived()) {
      return refused(task, refused.reason(), refused.detail());
    }
    return task.cancelled()
        ? refused(task, DeliveryReason.CANCELLED.wire(), refused.detail())
        : new Split(again(task, refused.now(), null, null));
  }

  private static Decision deferred(Task task, Deferred deferred) {
    if (task.cancelled()) {
      return refused(task, DeliveryReason.CANCELLED.wire(), deferred.detail());
    }
    if (task.expiredAt(deferred.retryAt())) {
      return refused(task, DeliveryReason.EXPIRED.wire(), deferred.detail());
    }
    if (deferred.retryAt().isAfter(task.giveUpAt())) {
      return refused(task, DeliveryReason.GAVE_UP.wire(), deferred.detail());
    }
    return again(task, deferred.retryAt(), deferred.reason(), deferred.detail());
  }

  private static Decision noAnswer(Task task, NoAnswer noAnswer) {
    var unsure = task.unsure() + 1;
    var retryAt = noAnswer.retryAt();
    var mayRepeat = task.atLeastOnce() && !task.cancelled();
    if (!mayRepeat || task.expiredAt(retryAt) || retryAt.isAfter(task.giveUpAt())) {
      return new End(
          TaskState.UNKNOWN,
          unsure,
          DeliveryState.UNKNOWN,
          noAnswer.reason().wire(),
          noAnswer.detail(),
          null);
    }
    return new Queue(
        retryAt,
        task.giveUpAt(),
        unsure,
        DeliveryState.UNKNOWN,
        noAnswer.reason().wire(),
        noAnswer.detail(),
        false);
  }

  /** Recipients who may have it stay unknown until the next outcome. */
  private static Queue again(
      Task task, Instant at, @Nullable String reason, @Nullable String detail) {
    return new Queue(
        at,
        task.giveUpAt(),
        task.unsure(),
        task.mayHaveArrived() ? DeliveryState.UNKNOWN : DeliveryState.QUEUED,
        reason,
        detail,
        false);
  }

  /** An earlier call had an effect after all, or certainly none; the present attempt goes on. */
  private static Decision lateWhileOpen(Task task, Outcome outcome) {
    return switch (outcome) {
      case Sent sent -> sentEarlier(task, sent);
      case Refused _, PeopleRefused _, Deferred _ ->
          task.mayHaveArrived() ? new Surer(task.unsure() - 1) : new Stay();
      case NoAnswer _ -> new Stay();
    };
  }

  private static Decision lateAfterAll(Task task, Outcome outcome) {
    return switch (outcome) {
      case Sent sent -> sentEarlier(task, sent);
      case Refused _, PeopleRefused _, Deferred _ when task.unsure() > 1 ->
          new Surer(task.unsure() - 1);
      case Refused _, PeopleRefused _, Deferred _ -> outcome(task.withUnsure(0), outcome);
      case NoAnswer _ -> new Stay();
    };
  }
}
