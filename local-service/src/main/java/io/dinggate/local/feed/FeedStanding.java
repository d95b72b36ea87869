package io.dinggate.local.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How the reading of the feed stands at this replica, for health, metrics and the log. */
@Singleton
class FeedStanding {

  private final ParkedEntries parkedEntries;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Counter gone;
  private final Counter superseded;
  private final AtomicBoolean toldOfAnother = new AtomicBoolean();
  private volatile boolean leading;
  private volatile boolean anotherReads;
  private volatile @Nullable Instant offlineSince;
  private volatile String trouble = "";
  private volatile Duration lag = Duration.ZERO;
  private volatile long parked;

  FeedStanding(ParkedEntries parkedEntries, Clock clock, MeterRegistry meters) {
    this.parkedEntries = parkedEntries;
    this.clock = clock;
    this.meters = meters;
    this.gone = meters.counter("dinggate.feed.gone");
    this.superseded = meters.counter("dinggate.feed.superseded");
    meters.gauge("dinggate.feed.leading", this, standing -> standing.leading ? 1 : 0);
    meters.gauge("dinggate.feed.offline.seconds", this, FeedStanding::offlineSeconds);
    meters.gauge("dinggate.feed.lag.seconds", this, standing -> standing.lag.toMillis() / 1000.0);
    meters.gauge("dinggate.feed.parked", this, standing -> standing.parked);
  }

  /** Another replica reads. */
  void standsBy() {
    leading = false;
    anotherReads = false;
    offlineSince = null;
    lag = Duration.ZERO;
  }

  /** The cloud answers somebody else who reads this site's feed. */
  void superseded() {
    standsBy();
    anotherReads = true;
    superseded.increment();
    if (toldOfAnother.compareAndSet(false, true)) {
      Log.warn(
          "another process reads this site's feed, and this one stands back. When it goes on, two"
              + " installations use the site's credentials with a database each: stop one.");
    } else {
      Log.debug("another process still reads this site's feed");
    }
  }

  /** The cloud has answered, and what it said was applied. */
  void isWell() {
    leading = true;
    anotherReads = false;
    if (offlineSince != null) {
      Log.infof("the feed is read again; it was not since %s", offlineSince);
      offlineSince = null;
    }
  }

  /** The cloud or the database does not answer. */
  void failed(RuntimeException failure) {
    leading = true;
    trouble = String.valueOf(failure.getMessage());
    if (offlineSince == null) {
      offlineSince = clock.instant();
      Log.warnf(failure, "the feed is not read: %s", trouble);
    } else {
      Log.debug("the feed is still not read", failure);
    }
  }

  /** Entries were settled, the last of which was appended then. */
  void applied(FeedSteps.Outcome outcome, Instant at) {
    count("applied", outcome.applied());
    count("unrecognized", outcome.unrecognized());
    if (outcome.parked() > 0) {
      parked(outcome.parked());
    }
    var age = Duration.between(at, clock.instant());
    lag = age.isNegative() ? Duration.ZERO : age;
  }

  /** Nothing is left to be applied. */
  void upToDate() {
    lag = Duration.ZERO;
  }

  /** Entries were parked. */
  void parked(int entries) {
    count("parked", entries);
    look();
  }

  /** The feed does not reach back to the cursor. */
  void gone() {
    gone.increment();
  }

  /** Looks how many entries are parked; other replicas park, too. */
  @Scheduled(
      identity = "count-parked-entries",
      every = "30s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void look() {
    parked = parkedEntries.count();
  }

  /** What an operator should know; empty when all is well. */
  List<String> warnings() {
    var since = offlineSince;
    var warnings = new ArrayList<String>();
    if (since != null) {
      warnings.add("the cloud's feed is not read since " + since + ": " + trouble);
    }
    if (anotherReads) {
      warnings.add("another process reads this site's feed");
    }
    if (parked > 0) {
      warnings.add(parked + " entries of the feed could not be applied and are parked");
    }
    return List.copyOf(warnings);
  }

  private double offlineSeconds() {
    var since = offlineSince;
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
  }

  private void count(String outcome, int entries) {
    meters.counter("dinggate.feed.entries", "outcome", outcome).increment(entries);
  }
}
