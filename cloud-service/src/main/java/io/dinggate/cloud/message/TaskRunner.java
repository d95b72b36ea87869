package io.dinggate.cloud.message;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the one DingTalk call of a task, and records how it ended. */
@ApplicationScoped
class TaskRunner {

  private final TaskTable table;
  private final TaskOutcomes outcomes;
  private final Authorisations authorisations;
  private final AccessTokens tokens;
  private final DingTalk dingTalk;

  TaskRunner(
      TaskTable table,
      TaskOutcomes outcomes,
      Authorisations authorisations,
      AccessTokens tokens,
      DingTalk dingTalk) {
    this.table = table;
    this.outcomes = outcomes;
    this.authorisations = authorisations;
    this.tokens = tokens;
    this.dingTalk = dingTalk;
  }

  /** Sends the task unless somebody else does. A database that fails ends the task as well. */
  void run(PlannedTask task, MessageContent content) {
    var call = new Call(task, content);
    TaskEnd end;
    try {
      if (!table.claim(task.id())) {
        return;
      }
      end = new TaskEnd.Sent(Long.toString(send(call)));
    } catch (DingTalkException e) {
      end = TaskEnd.of(e, call.mayHaveArrived);
    } catch (ApiException e) {
      end = TaskEnd.of(e);
    } catch (TaskTakenAwayException e) {
      return; // it has been settled as lost, and nothing has left
    } catch (RuntimeException e) { // the tasks after this one have to be run all the same
      Log.errorf(e, "task %s was cut short", task.id());
      end = call.cutShort();
    }
    outcomes.record(task.id(), end);
    Log.infof(
        "task %s for %d people of %s by %s: %s",
        task.id(), task.users().size(), task.corp(), task.app().id(), end.state());
  }

  private long send(Call call) {
    var task = call.task;
    var agentId = authorisations.require(task.app(), task.corp()).agentId();
    if (agentId == null) {
      throw new ApiException(
          ErrorCode.CORP_NOT_AUTHORIZED, "DingTalk has not told the app's agent id in this corp.");
    }
    return tokens.call(task.app(), task.corp(), token -> call.with(token, agentId));
  }

  /** The call, which may run a second time when DingTalk refuses the first token. */
  private final class Call {

    private final PlannedTask task;
    private final MessageContent content;
    private boolean sending;
    private boolean mayHaveArrived;

    Call(PlannedTask task, MessageContent content) {
      this.task = task;
      this.content = content;
    }

    /** What is known when the database, and not DingTalk, has ended it. */
    TaskEnd cutShort() {
      return mayHaveArrived
          ? new TaskEnd.Unknown(TaskEnd.INTERRUPTED, null)
          : new TaskEnd.Failed(TaskEnd.INTERRUPTED, null);
    }

    long with(String token, long agentId) {
      if (!sending && !table.sending(task.id())) {
        throw new TaskTakenAwayException();
      }
      sending = true;
      mayHaveArrived = true;
      try {
        return content instanceof TemplateContent template
            ? dingTalk.sendTemplate(
                token, agentId, template.templateId(), task.users(), template.variables())
            : dingTalk.send(token, agentId, task.users(), WorkNotice.of(content));
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
