package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.AddressBan;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.problem.ApiException;
import io.dinggate.platform.Backoff;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Has DingTalk take tasks back. Taking one back twice does no harm, so every attempt that may have
 * failed is made again until it is too late.
 */
@Singleton
final class RecallWorker {

  private static final String RECALL = "recall";

  private final SentTaskWorker worker;
  private final Writes writes;
  private final Recalls recalls;
  private final Queries queries;
  private final DingTalk dingTalk;
  private final Backoff backoff;
  private final Duration closes;
  private final Clock clock;
  private final MeterRegistry meters;

  RecallWorker(
      Reads reads,
      Writes writes,
      AddressBan ban,
      Recalls recalls,
      Queries queries,
      DingTalk dingTalk,
      AfterSendConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.worker =
        new SentTaskWorker(SentTasks.RECALLS, reads, writes, ban, clock, config.receipts().retry());
    this.writes = writes;
    this.recalls = recalls;
    this.queries = queries;
    this.dingTalk = dingTalk;
    this.backoff =
        new Backoff(config.recalls().retryFirst(), config.recalls().retryMost(), Math::random);
    this.closes = config.receipts().closes();
    this.clock = clock;
    this.meters = meters;
  }

  /** Puts back what the process before this one was taking back; for the start alone. */
  void takeOver() {
    var now = clock.instant();
    writes.sql(connection -> SentTasks.freeRecalls(connection, now));
  }

  /** Takes back everything that is due; returns when nothing is. */
  void look() {
    recalls.catchUp();
    worker.workOff(this::recall);
  }

  private void recall(SentTask task) {
    var now = clock.instant();
    if (!now.isBefore(end(task))) {
      fail(task, "too late");
      return;
    }
    try {
      queries.askCounted(
          queries.app(task.app()),
          task.corp(),
          RECALL,
          token -> {
            dingTalk.recall(token, task.agentId(), task.dingTalkTask());
            return true;
          });
      recalls.done(task);
      count("done");
    } catch (DingTalkException e) {
      failed(task, now, e);
    } catch (ApiException e) {
      putOff(task, now, e.code().wire(), e.retryAfter());
    }
  }

  private void failed(SentTask task, Instant now, DingTalkException failed) {
    switch (failed.failure()) {
      case DingTalkFailure.BadRequest _ -> fail(task, String.valueOf(failed.getMessage()));
      case DingTalkFailure.Throttled(var pause) -> putOff(task, now, failed.getMessage(), pause);
      case DingTalkFailure.Banned(var pause) -> putOff(task, now, failed.getMessage(), pause);
      default -> putOff(task, now, failed.getMessage(), null);
    }
  }

  private void fail(SentTask task, String why) {
    Log.warnf("task %s was not taken back: %s", task.id(), why);
    recalls.failed(task);
    count("failed");
  }

  private void putOff(SentTask task, Instant now, @Nullable String why, @Nullable Duration pause) {
    Log.warnf("task %s is not taken back yet: %s", task.id(), why);
    var next = backoff.retryAt(now, task.tries() + 1, pause == null ? now : now.plus(pause));
    recalls.putOff(task, next.isBefore(end(task)) ? next : end(task));
    count("retried");
  }

  private Instant end(SentTask task) {
    return task.beganAt().plus(closes);
  }

  private void count(String outcome) {
    meters.counter("dinggate.message.recalls", "outcome", outcome).increment();
  }
}
