package io.dinggate.cloud.message;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.PlannedCall;
import io.dinggate.cloud.message.TaskInput.Outcome;
import io.dinggate.cloud.message.TaskInput.Refused;
import io.dinggate.cloud.message.TaskInput.Sent;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Makes the one DingTalk call of a claimed task, and records what it came to. */
@Singleton
final class TaskRunner {

  private final TaskSteps steps;
  private final TaskOutcomes outcomes;
  private final MessageBook book;
  private final MessageBodies bodies;
  private final Registry registry;
  private final Authorisations authorisations;
  private final AccessTokens tokens;
  private final DingTalk dingTalk;
  private final SendPauses pauses;
  private final Verdicts verdicts;
  private final Clock clock;

  TaskRunner(
      TaskSteps steps,
      TaskOutcomes outcomes,
      MessageBook book,
      MessageBodies bodies,
      Registry registry,
      Authorisations authorisations,
      AccessTokens tokens,
      DingTalk dingTalk,
      SendPauses pauses,
      Verdicts verdicts,
      Clock clock) {
    this.steps = steps;
    this.outcomes = outcomes;
    this.book = book;
    this.bodies = bodies;
    this.registry = registry;
    this.authorisations = authorisations;
    this.tokens = tokens;
    this.dingTalk = dingTalk;
    this.pauses = pauses;
    this.verdicts = verdicts;
    this.clock = clock;
  }

  /** Sends the task, unless it is too late for that. Never fails. */
  @SuppressWarnings("IllegalCatch") // whatever happens, the task has an outcome
  void run(Task task) {
    var call = new Call(task);
    Outcome outcome;
    try {
      outcome = call.make();
    } catch (DingTalkException e) {
      verdicts
          .pause(e)
          .ifPresent(until -> pauses.begin(task.lane().app(), task.lane().corp(), until));
      outcome = verdicts.of(task, e, call.mayHaveArrived);
    } catch (ApiException e) {
      outcome = call.mayHaveArrived ? verdicts.cutShort(task, true) : verdicts.of(task, e);
    } catch (TaskTakenAwayException e) {
      return; // nothing has left, and somebody else has said what becomes of it
    } catch (RuntimeException e) {
      Log.errorf(e, "task %s was cut short", task.id());
      outcome = verdicts.cutShort(task, call.mayHaveArrived);
    }
    Log.infof(
        "task %s of %s to %s by %s: %s",
        task.id(),
        task.lane().site(),
        task.lane().corp(),
        task.lane().app(),
        outcome.getClass().getSimpleName());
    outcomes.record(task, outcome, call.begun);
  }

  /** The call, which may run a second time when DingTalk refuses the first token. */
  private final class Call {

    private final Task task;
    private final PlannedCall planned = new PlannedCall();
    private boolean begun;
    private boolean mayHaveArrived;

    Call(Task task) {
      this.task = task;
    }

    Outcome make() {
      if (task.expiredAt(clock.instant())) {
        return new Refused(DeliveryReason.EXPIRED);
      }
      if (task.isRetry() && clock.instant().isAfter(task.giveUpAt())) {
        return new Refused(DeliveryReason.GAVE_UP.wire(), task.detail());
      }
      var message = book.open(task.message(), task.position());
      var content = bodies.asSent(message.site(), message.messageId(), message.body());
      var users = steps.users(message, task);
      var corp = task.lane().corp();
      var app = app(corp);
      var agentId = authorisations.require(app, corp).agentId();
      if (agentId == null) {
        throw new ApiException(
            ErrorCode.CORP_NOT_AUTHORIZED,
            "DingTalk has not told the app's agent id in this corp.");
      }
      var dingTalkTask =
          tokens.countedCall(app, corp, token -> send(token, agentId, users, content));
      return new Sent(Long.toString(dingTalkTask));
    }

    /** What the registry lets the site do may have changed since it handed the message in. */
    private App app(CorpId corp) {
      var snapshot = registry.snapshot();
      var site =
          snapshot
              .site(task.lane().site())
              .orElseThrow(() -> new ApiException(ErrorCode.SITE_UNKNOWN));
      return new CallingSite(site, snapshot).requireApp(corp, task.lane().app());
    }

    private long send(String token, long agentId, List<UserId> users, MessageContent content) {
      if (!begun && !steps.begin(task, agentId)) {
        throw new TaskTakenAwayException();
      }
      begun = true;
      mayHaveArrived = true;
      try {
        return planned.make(
            () ->
                content instanceof TemplateContent template
                    ? dingTalk.sendTemplate(
                        token, agentId, template.templateId(), users, template.variables())
                    : dingTalk.send(token, agentId, users, WorkNotice.of(content)));
      } catch (DingTalkException e) {
        mayHaveArrived = e.failure().mayHaveTakenEffect();
        throw e;
      }
    }
  }

  /** The task was settled by somebody else before its call began. */
  private static final class TaskTakenAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
