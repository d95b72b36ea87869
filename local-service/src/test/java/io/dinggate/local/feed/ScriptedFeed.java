package io.dinggate.local.feed;

import io.dinggate.model.MessageId;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A cloud's feed that answers at once and fails as told. Thread-safe. */
final class ScriptedFeed implements CloudFeed {

  static final Instant APPENDED = Instant.parse("2026-11-27T07:59:58Z");

  final List<FeedCursor> acknowledged = new CopyOnWriteArrayList<>();
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  final List<@Nullable FeedCursor> polls = Collections.synchronizedList(new ArrayList<>());

  private final List<FeedEntry> entries = new CopyOnWriteArrayList<>();
  private volatile String epoch = "e1";
  private volatile long deleted;
  private volatile Supplier<@Nullable RuntimeException> pollFailure = () -> null;
  private volatile Supplier<@Nullable RuntimeException> confirmFailure = () -> null;

  /** Appends so many changes of messages, {@code m-<sequence>}. */
  void append(int count) {
    IntStream.range(0, count)
        .forEach(
            _ -> {
              var next = entries.size() + 1L;
              append(
                  new MessageChanged(new MessageId("m-" + next), 1, false, List.of(), List.of()));
            });
  }

  /** Appends the next change of that message. */
  void append(String message) {
    append(
        new MessageChanged(
            new MessageId(message), entries.size() + 1L, false, List.of(), List.of()));
  }

  void append(FeedItem item) {
    entries.add(new FeedEntry(entries.size() + 1L, APPENDED, item));
  }

  /** As after a restore: what there was is not there any more. */
  void beginEpoch(String name) {
    entries.clear();
    epoch = name;
    deleted = 0;
  }

  void deleteUpTo(long sequence) {
    deleted = sequence;
  }

  void failPolls(Supplier<@Nullable RuntimeException> failure) {
    pollFailure = failure;
  }

  void failConfirmations(Supplier<@Nullable RuntimeException> failure) {
    confirmFailure = failure;
  }

  @Override
  public FeedPage poll(@Nullable FeedCursor after, Duration wait, int limit) {
    polls.add(after);
    waits.add(wait);
    fail(pollFailure);
    if (after != null
        && (!after.epoch().equals(epoch)
            || after.sequence() > entries.size()
            || after.sequence() < deleted)) {
      throw new ApiException(ErrorCode.FEED_GONE, "gone");
    }
    var from = after == null ? deleted : after.sequence();
    return new FeedPage(
        epoch, entries.stream().filter(entry -> entry.sequence() > from).limit(limit).toList());
  }

  @Override
  public void acknowledge(FeedCursor cursor) {
    fail(confirmFailure);
    acknowledged.add(cursor);
  }

  private static void fail(Supplier<@Nullable RuntimeException> failure) {
    var thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }
}
