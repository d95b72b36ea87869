package io.dinggate.cloud.feed;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads feeds, and waits for what is not there yet. */
@Singleton
final class FeedPolls {

  /** Where those who were woken read: the one who wakes has other things to do. */
  private static final Executor READERS = Thread::startVirtualThread;

  private final Reads reads;
  private final Writes writes;
  private final FeedItems items;
  private final FeedWaiters waiters;
  private final FeedConfig config;

  FeedPolls(Reads reads, Writes writes, FeedItems items, FeedWaiters waiters, FeedConfig config) {
    this.reads = reads;
    this.writes = writes;
    this.items = items;
    this.waiters = waiters;
    this.config = config;
  }

  /**
   * What is asked for.
   *
   * @param site whose feed
   * @param epoch of the cursor; null to begin with the first entry that is kept
   * @param after the sequence that was read last; without an epoch it says nothing
   * @param limit how many entries at most
   */
  record Query(SiteId site, @Nullable String epoch, long after, int limit) {}

  /**
   * The entries after a cursor; waits when there are none.
   *
   * @throws ApiException {@code FEED_GONE} when the feed does not reach from the cursor on
   */
  CompletionStage<FeedPage> poll(Query query, Duration wait) {
    if (wait.isZero()) {
      return CompletableFuture.completedStage(read(query));
    }
    var waiter = waiters.park(query.site(), wait);
    try {
      var page = read(query); // after parking: what is appended from now on wakes it
      if (page.entries().isEmpty()) {
        return later(waiter, query, page);
      }
      waiter.complete(false);
      return CompletableFuture.completedStage(page);
    } catch (RuntimeException e) {
      waiter.complete(false);
      throw e;
    }
  }

  private CompletionStage<FeedPage> later(
      CompletableFuture<Boolean> waiter, Query query, FeedPage nothing) {
    var answer = new CompletableFuture<FeedPage>();
    var _ = waiter.thenAcceptAsync(woken -> answer(answer, woken, query, nothing), READERS);
    return answer;
  }

  @SuppressWarnings("IllegalCatch") // whoever waits must hear of it, whatever it is
  private void answer(
      CompletableFuture<FeedPage> answer, boolean woken, Query query, FeedPage nothing) {
    try {
      answer.complete(woken ? read(query) : nothing);
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private FeedPage read(Query query) {
    var begins = query.epoch() == null;
    var after = begins ? 0 : query.after();
    var page =
        reads
            .query(c -> FeedTable.read(c, query.site(), after, query.limit(), config.pageBytes()))
            .orElseGet(() -> begun(query));
    if (!begins) {
      requireReach(page, query);
    }
    return new FeedPage(
        page.standing().epoch(),
        page.entries().stream().map(entry -> open(query.site(), entry)).toList());
  }

  /** A site's feed may be asked for before it has an entry. */
  private StoredPage begun(Query query) {
    if (query.epoch() != null) {
      throw new ApiException(ErrorCode.FEED_GONE, "The feed has no entry yet.");
    }
    return writes.sql(
        connection -> {
          FeedTable.begin(connection, query.site(), StoredFeed.freshEpoch());
          return FeedTable.read(connection, query.site(), 0, query.limit(), config.pageBytes())
              .orElseThrow();
        });
  }

  private static void requireReach(StoredPage page, Query query) {
    var standing = page.standing();
    if (!standing.epoch().equals(query.epoch())) {
      throw new ApiException(ErrorCode.FEED_GONE, "The cursor is of another epoch.");
    }
    if (query.after() > standing.last()) {
      throw new ApiException(ErrorCode.FEED_GONE, "The feed has not come that far.");
    }
    if (query.after() < standing.last() && !goesOnBehind(page, query.after())) {
      throw new ApiException(ErrorCode.FEED_GONE, "What follows the cursor is not kept any more.");
    }
  }

  private static boolean goesOnBehind(StoredPage page, long after) {
    return !page.entries().isEmpty() && page.entries().getFirst().sequence() == after + 1;
  }

  private FeedEntry open(SiteId site, StoredEntry stored) {
    return new FeedEntry(
        stored.sequence(), stored.at(), items.open(site, stored.sequence(), stored.sealed()));
  }
}
