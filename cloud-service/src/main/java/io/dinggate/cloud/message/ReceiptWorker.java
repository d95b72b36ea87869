package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.AddressBan;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.SendResult;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.problem.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks DingTalk what became of the tasks that are due, few times each. */
@Singleton
final class ReceiptWorker {

  private static final String RESULT = "getsendresult";
  private static final String PROGRESS = "getsendprogress";

  /** DingTalk does not know the task, or not any more. */
  private static final String NO_TASK = "41052";

  private final SentTaskWorker worker;
  private final Receipts receipts;
  private final Queries queries;
  private final MonthlyCalls monthly;
  private final DingTalk dingTalk;
  private final ReceiptSchedule schedule;
  private final Clock clock;
  private final MeterRegistry meters;

  ReceiptWorker(
      Reads reads,
      Writes writes,
      AddressBan ban,
      Receipts receipts,
      Queries queries,
      MonthlyCalls monthly,
      DingTalk dingTalk,
      AfterSendConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.worker =
        new SentTaskWorker(
            SentTasks.RECEIPTS, reads, writes, ban, clock, config.receipts().retry());
    this.receipts = receipts;
    this.queries = queries;
    this.monthly = monthly;
    this.dingTalk = dingTalk;
    this.schedule = ReceiptSchedule.of(config);
    this.clock = clock;
    this.meters = meters;
  }

  /** Asks about everything that is due; returns when nothing is. */
  void look() {
    worker.workOff(this::read);
  }

  private void read(SentTask task) {
    var now = clock.instant();
    if (schedule.isOver(task.beganAt(), now)) {
      receipts.putOff(task, 0, null);
      return;
    }
    try {
      var app = queries.app(task.app());
      var last = schedule.isLast(task.beganAt(), now);
      var kind = last ? MonthlyCalls.Kind.LAST_RECEIPT : MonthlyCalls.Kind.RECEIPT;
      if (monthly.may(kind, app, task.corp())) {
        read(task, app, now);
      } else {
        receipts.putOff(task, 0, schedule.last(task.beganAt()));
      }
    } catch (DingTalkException e) {
      failed(task, now, e);
    } catch (ApiException e) {
      failed(task, now, e.code().wire(), e.retryAfter());
    }
  }

  private void read(SentTask task, App app, Instant now) {
    var result =
        queries.askCounted(
            app,
            task.corp(),
            RESULT,
            token -> dingTalk.sendResult(token, task.agentId(), task.dingTalkTask()));
    var unfinished = isUnfinished(task, app, result, now);
    receipts.store(
        task,
        result,
        unfinished == null ? 1 : 2,
        Boolean.TRUE.equals(unfinished)
            ? schedule.nextOfUnfinished(task.beganAt(), now)
            : schedule.next(task.beganAt(), now));
    count("read");
  }

  /**
   * Whether DingTalk is still at work on the task; null when it was not asked. It is only worth a
   * call when the first result says nothing of anybody: then it may have come too early.
   */
  private @Nullable Boolean isUnfinished(SentTask task, App app, SendResult result, Instant now) {
    if (!result.fates().isEmpty()
        || !now.isBefore(task.beganAt().plus(schedule.later()))
        || !monthly.may(MonthlyCalls.Kind.RECEIPT, app, task.corp())) {
      return null;
    }
    try {
      return queries.askCounted(
          app,
          task.corp(),
          PROGRESS,
          token -> !dingTalk.sendFinished(token, task.agentId(), task.dingTalkTask()));
    } catch (DingTalkException | ApiException e) {
      return true; // there is a result to store all the same
    }
  }

  private void failed(SentTask task, Instant now, DingTalkException failed) {
    switch (failed.failure()) {
      case DingTalkFailure.BadRequest(var code) when code.equals(NO_TASK) -> {
        Log.warnf("DingTalk tells nothing of task %s (%s)", task.id(), code);
        receipts.putOff(task, 1, null);
        count("unknown");
      }
      case DingTalkFailure.Throttled(var pause) -> failed(task, now, failed.getMessage(), pause);
      case DingTalkFailure.Banned(var pause) -> failed(task, now, failed.getMessage(), pause);
      default -> failed(task, now, failed.getMessage(), null);
    }
  }

  private void failed(SentTask task, Instant now, @Nullable String why, @Nullable Duration pause) {
    Log.warnf("what became of task %s could not be read: %s", task.id(), why);
    receipts.putOff(task, 1, schedule.afterFailure(task.beganAt(), now, pause));
    count("failed");
  }

  private void count(String outcome) {
    meters.counter("dinggate.message.receipts", "outcome", outcome).increment();
  }
}
