package io.dinggate.local.feed;

import io.dinggate.local.platform.Transactions;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
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
  private final List<FeedCaughtUp> readers;

  @Inject
  FeedSteps(
      Transactions transactions,
      CursorRow cursor,
      FeedAppliers appliers,
      ParkedEntries parked,
      @Any Instance<FeedGap> gaps,
      @Any Instance<FeedCaughtUp> readers) {
    this(transactions, cursor, appliers, parked, gaps.stream().toList(), readers.stream().toList());
  }

  FeedSteps(
      Transactions transactions,
      CursorRow cursor,
      FeedAppliers appliers,
      ParkedEntries parked,
      List<FeedGap> gaps,
      List<FeedCaughtUp> readers) {
    this.transactions = transactions;
    this.cursor = cursor;
    this.appliers = appliers;
    this.parked = parked;
    this.gaps = List.copyOf(gaps);
    this.readers = List.copyOf(readers);
  }

  /** Where to read on; null to begin with the first entry. */
  @Nullable FeedCursor cursor() {
    return cursor.read().orElse(null);
  }

  /**
   * What came of entries.
   *
   * @param applied how many had their effect
   * @param unrecognized how many had none, being of a kind that this version does not know
   * @param parked how many are parked, as others of the same key are
   */
  record Outcome(int applied, int unrecognized, int parked) {}

  /**
   * Applies entries that follow each other, and moves the cursor behind them. One of a key of which
   * an entry is parked is parked, too: what is about the same thing has its effect in its order.
   *
   * @throws OvertakenException when the cursor does not stand at {@code from}
   */
  Outcome apply(@Nullable FeedCursor from, String epoch, List<FeedEntry> entries) {
    return transactions.call(
        () -> {
          cursor.move(from, new FeedCursor(epoch, entries.getLast().sequence()));
          var blocked = parked.blocked(entries);
          var unrecognized = 0;
          var behind = 0;
          for (var entry : entries) {
            if (FeedKey.of(entry.item()).filter(blocked::contains).isPresent()) {
              parked.park(epoch, entry, ParkedEntries.BEHIND);
              behind++;
            } else if (!appliers.apply(entry)) {
              unrecognized++;
            }
          }
          return new Outcome(entries.size() - unrecognized - behind, unrecognized, behind);
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

  /** Says that all was applied that had been appended before that time. */
  void caughtUp(Instant before) {
    transactions.run(() -> readers.forEach(reader -> reader.everythingWasRead(before)));
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
