package io.dinggate.local.feed;

import io.dinggate.local.platform.Transactions;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps by which the feed is applied. Each is one commit: what the entries say and the cursor
 * that says so. When one throws, nothing of it stands.
 */
@ApplicationScoped
class FeedSteps {

  private final Transactions transactions;
  private final CursorRow cursor;
  private final FeedAppliers appliers;
  private final ParkedEntries parked;
  private final List<FeedGap> gaps;

  @Inject
  FeedSteps(
      Transactions transactions,
      CursorRow cursor,
      FeedAppliers appliers,
      ParkedEntries parked,
      @Any Instance<FeedGap> gaps) {
    this(transactions, cursor, appliers, parked, gaps.stream().toList());
  }

  FeedSteps(
      Transactions transactions,
      CursorRow cursor,
      FeedAppliers appliers,
      ParkedEntries parked,
      List<FeedGap> gaps) {
    this.transactions = transactions;
    this.cursor = cursor;
    this.appliers = appliers;
    this.parked = parked;
    this.gaps = List.copyOf(gaps);
  }

  /** Where to read on; null to begin with the first entry. */
  @Nullable FeedCursor cursor() {
    return cursor.read().orElse(null);
  }

  /**
   * Applies entries that follow each other, and moves the cursor behind them.
   *
   * @return how many of them had no effect, being of a kind that this version does not know
   * @throws OvertakenException when the cursor does not stand at {@code from}
   */
  int apply(@Nullable FeedCursor from, String epoch, List<FeedEntry> entries) {
    return transactions.call(
        () -> {
          cursor.move(from, new FeedCursor(epoch, entries.getLast().sequence()));
          return (int) entries.stream().filter(entry -> !appliers.apply(entry)).count();
        });
  }

  /** Parks an entry, and moves the cursor behind it. */
  void park(@Nullable FeedCursor from, String epoch, FeedEntry entry, String reason) {
    transactions.run(
        () -> {
          cursor.move(from, new FeedCursor(epoch, entry.sequence()));
          parked.park(epoch, entry, reason);
        });
  }

  /** Gives the cursor up, and says that entries were lost. */
  void beginAnew(FeedCursor from) {
    transactions.run(
        () -> {
          cursor.giveUp(from);
          gaps.forEach(FeedGap::entriesWereLost);
        });
  }
}
