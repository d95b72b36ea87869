package io.dinggate.local.testing;

import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The feed of the fake cloud: waits for entries, as the real one does. Thread-safe. */
public final class FakeFeed {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private final List<FeedEntry> entries = new ArrayList<>();
  private String epoch = "e1";
  private @Nullable FeedCursor acknowledged;

  void reset() {
    beginEpoch("e1");
  }

  /** What there was is not there any more. */
  public void beginEpoch(String name) {
    locked(
        () -> {
          entries.clear();
          epoch = name;
          acknowledged = null;
          return true;
        });
  }

  /** Appends an entry, and wakes whoever waits for one. */
  public void append(FeedItem item) {
    locked(
        () -> {
          entries.add(new FeedEntry(entries.size() + 1L, Instant.EPOCH, item));
          appended.signalAll();
          return true;
        });
  }

  /** Up to where the site has confirmed it; null for nowhere. */
  public @Nullable FeedCursor acknowledged() {
    return locked(() -> acknowledged);
  }

  void acknowledge(FeedCursor cursor) {
    locked(() -> acknowledged = cursor);
  }

  FeedPage poll(Map<String, String> query) {
    return locked(
        () -> {
          var after = Integer.parseInt(query.get("after"));
          var asked = query.get("epoch");
          if (asked != null && (!asked.equals(epoch) || after > entries.size())) {
            throw new ApiException(ErrorCode.FEED_GONE, "gone");
          }
          var wait = TimeUnit.SECONDS.toNanos(Long.parseLong(query.get("wait")));
          while (after == entries.size() && wait > 0) {
            wait = appended.awaitNanos(wait);
          }
          var limit = Math.min(entries.size(), after + Integer.parseInt(query.get("limit")));
          return new FeedPage(epoch, entries.subList(after, limit));
        });
  }

  private interface Work<T extends @Nullable Object> {
    T run() throws InterruptedException;
  }

  private <T extends @Nullable Object> T locked(Work<T> work) {
    lock.lock();
    try {
      return work.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }
}
