package io.dinggate.local.feed;

import io.dinggate.local.platform.StopSignal;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One round of reading: ask, apply, confirm. For one thread. */
@Singleton
class FeedRounds {

  private final CloudFeed cloud;
  private final FeedSteps steps;
  private final FeedAnswers answers;
  private final FeedStanding standing;
  private final FeedConfig config;
  private final Clock clock;
  private boolean known;
  private @Nullable FeedCursor cursor;
  private @Nullable FeedCursor confirmed;
  private Instant confirmedAt = Instant.EPOCH;

  FeedRounds(
      CloudFeed cloud,
      FeedSteps steps,
      FeedAnswers answers,
      FeedStanding standing,
      FeedConfig config,
      Clock clock) {
    this.cloud = cloud;
    this.steps = steps;
    this.answers = answers;
    this.standing = standing;
    this.config = config;
    this.clock = clock;
  }

  /** From now on the cursor may have been moved by somebody else. */
  void forget() {
    known = false;
  }

  /**
   * Asks for entries and applies them. What it throws is about the cloud or the database, and it
   * may be called again after a while.
   *
   * @param wait how long the cloud may wait for an entry
   * @return whether there were entries
   */
  boolean round(Duration wait, StopSignal signal) {
    if (!known) {
      cursor = steps.cursor();
      known = true;
    }
    try {
      var askedAt = clock.instant();
      var page = signal.interruptibly(() -> cloud.poll(cursor, wait, config.batch()));
      if (page.entries().isEmpty()) {
        standing.upToDate();
        steps.caughtUp(askedAt);
        answers.note();
        confirm(cursor);
        return false;
      }
      if (follows(page)) {
        if (apply(page, signal) && page.entries().size() < config.batch()) {
          answers.note();
        }
        confirmIfDue();
      } else {
        beginAnew("an answer of the cloud does not follow it");
      }
    } catch (OvertakenException e) {
      Log.debug("the feed's cursor was moved by another replica", e);
      forget();
    } catch (RuntimeException e) {
      forget();
      if (!isGone(e) || cursor == null) {
        throw e;
      }
      beginAnew(String.valueOf(e.getMessage()));
    }
    return true;
  }

  private boolean follows(FeedPage page) {
    var before = cursor;
    return before == null
        || (before.epoch().equals(page.epoch())
            && before.sequence() + 1 == page.entries().getFirst().sequence());
  }

  /** False when it is time to end before all are applied or parked. */
  private boolean apply(FeedPage page, StopSignal signal) {
    try {
      apply(page.epoch(), page.entries());
    } catch (OvertakenException e) {
      throw e;
    } catch (RuntimeException e) {
      if (DatabaseTrouble.isBehind(e)) {
        throw e;
      }
      Log.debugf(e, "%d entries of the feed are applied one by one", page.entries().size());
      for (var entry : page.entries()) {
        if (!settle(page.epoch(), entry, signal)) {
          return false;
        }
      }
    }
    return true;
  }

  private void apply(String epoch, List<FeedEntry> entries) {
    var last = entries.getLast();
    var outcome = steps.apply(cursor, epoch, entries);
    cursor = new FeedCursor(epoch, last.sequence());
    standing.applied(outcome, last.at());
  }

  /** Applies an entry or parks it; false when it is time to end before either. */
  private boolean settle(String epoch, FeedEntry entry, StopSignal signal) {
    var waits = new Backoff(config.retryFirst(), config.retryMax(), Math::random);
    for (var attempt = 1; ; attempt++) {
      try {
        apply(epoch, List.of(entry));
        return true;
      } catch (OvertakenException e) {
        throw e;
      } catch (RuntimeException e) {
        if (DatabaseTrouble.isBehind(e)) {
          throw e;
        }
        if (attempt >= config.attempts()) {
          park(epoch, entry, e);
          return true;
        }
        if (signal.pause(waits.pause(attempt))) {
          return false;
        }
      }
    }
  }

  private void park(String epoch, FeedEntry entry, RuntimeException failure) {
    steps.park(cursor, epoch, entry, reason(failure));
    cursor = new FeedCursor(epoch, entry.sequence());
    standing.parked(1);
    Log.errorf(failure, "entry %d of the feed cannot be applied, and is parked", entry.sequence());
  }

  /** The message of a failure that is not ours may hold what the entry says. */
  static String reason(RuntimeException failure) {
    return failure instanceof ApiException problem
        ? problem.code().wire()
        : failure.getClass().getSimpleName();
  }

  private void beginAnew(String why) {
    var lost = cursor;
    forget();
    if (lost == null) {
      return;
    }
    try {
      steps.beginAnew(lost);
      standing.gone();
      Log.errorf("the feed cannot be read on from %s: %s It is read from its begin.", lost, why);
    } catch (OvertakenException e) {
      Log.debug("the feed's cursor was moved by another replica", e);
    }
  }

  private static boolean isGone(RuntimeException failure) {
    return failure instanceof ApiException problem && problem.code() == ErrorCode.FEED_GONE;
  }

  private void confirmIfDue() {
    if (!confirmedAt.plus(config.acknowledgeEvery()).isAfter(clock.instant())) {
      confirm(cursor);
    }
  }

  /** A confirmation that is lost is made up for by the next one. */
  private void confirm(@Nullable FeedCursor applied) {
    if (applied == null || applied.equals(confirmed)) {
      return;
    }
    cloud.acknowledge(applied);
    confirmed = applied;
    confirmedAt = clock.instant();
  }
}
