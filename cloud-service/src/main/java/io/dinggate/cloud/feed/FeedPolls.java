package io.dinggate.cloud.feed;

import io.dinggate.cloud.feed.FeedWaiters.Turn;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads feeds, and waits for what is not there yet. */
@Singleton
final class FeedPolls {

  /** Where those who were woken read: the one who wakes has other things to do. */
  private static final Executor READERS = Thread::startVirtualThread;

  private final Reads reads;
  private final Writes writes;
  private final FeedItems items;
  private final FeedPayloads payloads;
  private final FeedWaiters waiters;
  private final FeedConfig config;

  FeedPolls(
      Reads reads,
      Writes writes,
      FeedItems items,
      FeedPayloads payloads,
      FeedWaiters waiters,
      FeedConfig config) {
    this.reads = reads;
    this.writes = writes;
    this.items = items;
    this.payloads = payloads;
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
   * The entries after a cursor; waits when there are none. One of each site waits at a time:
   * whoever waited before is answered {@code FEED_SUPERSEDED}.
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
      waiter.complete(Turn.TIME_OVER);
      return CompletableFuture.completedStage(page);
    } catch (RuntimeException e) {
      waiter.complete(Turn.TIME_OVER);
      throw e;
    }
  }

  private CompletionStage<FeedPage> later(
      CompletableFuture<Turn> waiter, Query query, FeedPage nothing) {
    var answer = new CompletableFuture<FeedPage>();
    var _ = waiter.thenAcceptAsync(turn -> answer(answer, turn, query, nothing), READERS);
    return answer;
  }

  @SuppressWarnings("IllegalCatch") // whoever waits must hear of it, whatever it is
  private void answer(
      CompletableFuture<FeedPage> answer, Turn turn, Query query, FeedPage nothing) {
    try {
      answer.complete(
          switch (turn) {
            case LOOK -> read(query);
            case TIME_OVER -> nothing;
            case SUPERSEDED -> throw new ApiException(ErrorCode.FEED_SUPERSEDED);
          });
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private FeedPage read(Query query) {
    var begins = query.epoch() == null;
    var after = begins ? 0 : query.after();
    var page =
        reads.query(connection -> page(connection, query, after)).orElseGet(() -> begun(query));
    if (!begins) {
      requireReach(page, query);
    }
    var payloads = payloads(page);
    return new FeedPage(
        page.standing().epoch(),
        page.entries().stream().map(entry -> open(query.site(), entry, payloads)).toList());
  }

  private Optional<StoredPage> page(Connection connection, Query query, long after)
      throws SQLException {
    return FeedTable.read(connection, query.site(), after, query.limit(), config.pageBytes());
  }

  private Map<String, FeedItem> payloads(StoredPage page) {
    var names =
        page.entries().stream()
            .flatMap(entry -> Stream.ofNullable(entry.payload()))
            .collect(Collectors.toSet());
    return names.isEmpty()
        ? Map.of()
        : reads.query(connection -> payloads.items(connection, names));
  }

  /** A site's feed may be asked for before it has an entry. */
  private StoredPage begun(Query query) {
    if (query.epoch() != null) {
      throw new ApiException(ErrorCode.FEED_GONE, "The feed has no entry yet.");
    }
    return writes.sql(
        connection -> {
          FeedTable.begin(connection, query.site(), StoredFeed.freshEpoch());
          return page(connection, query, 0).orElseThrow();
        });
  }

  private static void requireReach(StoredPage page, Query query) {
    var standing = page.standing();
    if (!standing.epoch().equals(query.epoch())) {
      throw new ApiException(ErrorCode.FEED_GONE, "The cursor is of another epoch.");
    }
    if (query.after() > standing.last()) {
      Log.warnf(
          "%s has read entry %d of its feed, of which the last is %d: the database seems to be put"
              + " back from a copy; see \"Back up and restore\" in the operations guide",
          query.site(), query.after(), standing.last());
      throw new ApiException(ErrorCode.FEED_GONE, "The feed has not come that far.");
    }
    if (query.after() < standing.last() && !goesOnBehind(page, query.after())) {
      throw new ApiException(ErrorCode.FEED_GONE, "What follows the cursor is not kept any more.");
    }
  }

  private static boolean goesOnBehind(StoredPage page, long after) {
    return !page.entries().isEmpty() && page.entries().getFirst().sequence() == after + 1;
  }

  private FeedEntry open(SiteId site, StoredEntry stored, Map<String, FeedItem> payloads) {
    var sealed = stored.sealed();
    var item =
        sealed == null
            ? Objects.requireNonNull(payloads.get(stored.payload()), "an entry without its payload")
            : items.open(site, stored.sequence(), sealed);
    return new FeedEntry(stored.sequence(), stored.at(), item);
  }
}
