package io.dinggate.local.feed;

import io.dinggate.local.platform.StopSignal;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Backoff;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the feed for as long as the service runs, at the one replica that leads. While the cloud or
 * the database is away it tries again and again; the first tries do not ask the cloud to wait, so
 * that nobody else waits for them. News seldom come alone, and after some it asks for a short wait:
 * while much happens it thus finds out soon that the way is cut. While little happens the
 * connection itself does (see {@code KeepAlive}).
 */
@Singleton
class FeedConsumer {

  private static final Duration LAST_STEP = Duration.ofSeconds(20);

  static final Duration WAIT_AFTER_NEWS = Duration.ofSeconds(2);

  /** The longest that somebody stands back for another reader, in looks for the lead. */
  private static final int MOST_LOOKS = 12;

  private final FeedRounds rounds;
  private final FeedLeadership leadership;
  private final FeedStanding standing;
  private final FeedConfig config;
  private final Backoff waits;
  private final Backoff standBack;
  private final StopSignal signal = new StopSignal();
  private int superseded;
  private boolean news;
  private @Nullable Thread thread;

  FeedConsumer(
      FeedRounds rounds, FeedLeadership leadership, FeedStanding standing, FeedConfig config) {
    this.rounds = rounds;
    this.leadership = leadership;
    this.standing = standing;
    this.config = config;
    this.waits = new Backoff(config.retryFirst(), config.retryMax(), Math::random);
    this.standBack =
        new Backoff(config.leadEvery(), config.leadEvery().multipliedBy(MOST_LOOKS), Math::random);
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      thread = Thread.ofVirtual().name("feed").start(this::loop);
    }
  }

  /** SIGTERM has come: nobody waits for entries any more. */
  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    signal.stop();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    signal.stop();
    if (thread != null) {
      thread.join(LAST_STEP);
    }
  }

  void loop() {
    var failures = 0;
    while (!signal.isStopped()) {
      failures = turn(failures);
    }
    leadership.release();
  }

  /** Does one thing; answers how often in a row things went wrong. */
  @SuppressWarnings("IllegalCatch") // whatever happens, the feed must be read
  private int turn(int failures) {
    try {
      if (leadership.held()) {
        news = rounds.round(wait(failures), signal);
        standing.isWell();
        superseded = 0;
      } else {
        rounds.forget();
        standing.standsBy();
        signal.pause(config.leadEvery());
      }
      return 0;
    } catch (RuntimeException e) {
      if (isSuperseded(e)) {
        standBack();
        return 0;
      }
      if (!signal.isStopped()) {
        standing.failed(e);
        signal.pause(waits.pause(failures + 1));
      }
      return failures + 1;
    } catch (Error e) {
      Log.error("the feed is not read: an error nobody expected", e);
      signal.pause(config.retryMax());
      return failures + 1;
    }
  }

  private Duration wait(int failures) {
    if (failures > 0) {
      return Duration.ZERO;
    }
    return news && config.poll().compareTo(WAIT_AFTER_NEWS) > 0 ? WAIT_AFTER_NEWS : config.poll();
  }

  private static boolean isSuperseded(RuntimeException failure) {
    return failure instanceof ApiException problem && problem.code() == ErrorCode.FEED_SUPERSEDED;
  }

  /**
   * Somebody else reads this site's feed. The lock is given back, so that the database says anew
   * who leads; two that do not share a database come to the cloud less and less often.
   */
  private void standBack() {
    leadership.release();
    rounds.forget();
    standing.superseded();
    superseded++;
    signal.pause(config.leadEvery().plus(standBack.pause(superseded)));
  }
}
