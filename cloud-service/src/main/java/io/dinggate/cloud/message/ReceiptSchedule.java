package io.dinggate.cloud.message;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When DingTalk is asked what became of a task: few times, and once for certain shortly before it
 * forgets.
 *
 * @param later the second time, counted from when the task was sent, as all but the last here
 * @param last the last time
 * @param closes when DingTalk forgets
 * @param retry how long to wait at least after a call that was in vain
 */
record ReceiptSchedule(Duration later, Duration last, Duration closes, Duration retry) {

  static ReceiptSchedule of(AfterSendConfig config) {
    var receipts = config.receipts();
    return new ReceiptSchedule(
        receipts.later(), receipts.last(), receipts.closes(), receipts.retry());
  }

  /** Whether it is too late to ask. */
  boolean isOver(Instant began, Instant now) {
    return !now.isBefore(began.plus(closes));
  }

  /** Whether this is the last call that is worth making. */
  boolean isLast(Instant began, Instant now) {
    return !now.isBefore(began.plus(last));
  }

  /** The last time. */
  Instant last(Instant began) {
    return began.plus(last);
  }

  /** When to ask again after an answer; null for never. */
  @Nullable Instant next(Instant began, Instant now) {
    if (now.isBefore(began.plus(later))) {
      return began.plus(later);
    }
    return now.isBefore(began.plus(last)) ? began.plus(last) : null;
  }

  /** When to ask again after an answer that came before DingTalk had done with the task. */
  @Nullable Instant nextOfUnfinished(Instant began, Instant now) {
    var next = next(began, now);
    var soon = now.plus(retry);
    return next != null && soon.isBefore(began.plus(later)) ? soon : next;
  }

  /**
   * When to ask again after a call that failed: when as much time again has passed since the task
   * was sent, so that one bad moment does not hide for hours what became of it, and a DingTalk that
   * fails all day is asked few times; or at the next time of the schedule if that is sooner. Null
   * when it will have forgotten by then.
   *
   * @param pause how long DingTalk wants to be left alone; null when it does not say
   */
  @Nullable Instant afterFailure(Instant began, Instant now, @Nullable Duration pause) {
    var soonest = now.plus(pause == null ? retry : longerOf(retry, pause));
    var next = next(began, now);
    if (next == null) {
      return soonest.isBefore(began.plus(closes)) ? soonest : null;
    }
    var twice = now.plus(Duration.between(began, now));
    return laterOf(soonest, twice.isBefore(next) ? twice : next);
  }

  private static Duration longerOf(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Instant laterOf(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
