package io.dinggate.local.feed;

import io.dinggate.local.feed.ParkedEntries.Parked;
import io.dinggate.local.platform.Transactions;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What operators may see of parked entries, and do about them. Whoever reads the feed waits
 * meanwhile, so that nothing of a key is parked behind an entry that is just being applied.
 */
@Singleton
class Parking {

  private final Transactions transactions;
  private final CursorRow cursor;
  private final FeedAppliers appliers;
  private final ParkedEntries parked;
  private final FeedStanding standing;

  Parking(
      Transactions transactions,
      CursorRow cursor,
      FeedAppliers appliers,
      ParkedEntries parked,
      FeedStanding standing) {
    this.transactions = transactions;
    this.cursor = cursor;
    this.appliers = appliers;
    this.parked = parked;
    this.standing = standing;
  }

  /** Some, oldest first, that came after the one of that id. */
  ParkedPage page(long after, int limit) {
    var rows = parked.list(after, limit + 1);
    var items = rows.subList(0, Math.min(limit, rows.size()));
    return new ParkedPage(items, rows.size() > limit ? items.getLast().id() : null);
  }

  /**
   * Has the entries of the key of that one applied, in their order and each in a commit of its own,
   * until one cannot be.
   *
   * @throws ApiException {@code NOT_FOUND} when there is none of that id
   */
  RetryView retry(String id) {
    var named = parse(id).stream().mapToObj(parked::find).flatMap(Optional::stream).findFirst();
    var key =
        named.map(view -> new FeedKey(view.kind(), view.key())).orElseThrow(Parking::notFound);
    var applied = 0;
    @Nullable String reason = null;
    for (var next = parked.first(key);
        next.isPresent() && reason == null;
        next = parked.first(key)) {
      var tried = attempt(next.get());
      applied += tried.applied() ? 1 : 0;
      reason = tried.reason();
    }
    standing.look();
    Log.infof("%d parked entries of %s %s were applied", applied, key.kind(), key.key());
    return new RetryView(applied, parked.count(key), reason);
  }

  /**
   * Forgets one that nobody wants applied any more; those behind it stay.
   *
   * @throws ApiException {@code NOT_FOUND} when there is none of that id
   */
  void discard(String id) {
    var named = parse(id);
    if (named.isEmpty() || !removed(named.getAsLong())) {
      throw notFound();
    }
    standing.look();
    Log.infof("the parked entry %d was discarded", named.getAsLong());
  }

  private boolean removed(long id) {
    return transactions.call(
        () -> {
          cursor.hold();
          return parked.remove(id);
        });
  }

  /**
   * What came of trying one.
   *
   * @param applied whether it had its effect; not when somebody else was quicker
   * @param reason why it could not be applied; null when it could
   */
  private record Tried(boolean applied, @Nullable String reason) {}

  private Tried attempt(Parked entry) {
    try {
      return new Tried(transactions.call(() -> apply(entry)), null);
    } catch (RuntimeException e) {
      if (DatabaseTrouble.isBehind(e)) {
        throw e;
      }
      Log.errorf(e, "the parked entry %d cannot be applied", entry.id());
      var reason = FeedRounds.reason(e);
      parked.fail(entry.id(), reason);
      return new Tried(false, reason);
    }
  }

  private boolean apply(Parked entry) {
    cursor.hold();
    if (!parked.remove(entry.id())) {
      return false;
    }
    if (!appliers.apply(parked.open(entry))) {
      throw new IllegalStateException("nobody applies entries of this kind");
    }
    return true;
  }

  private static OptionalLong parse(String id) {
    try {
      return OptionalLong.of(Long.parseLong(id));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  private static ApiException notFound() {
    return new ApiException(ErrorCode.NOT_FOUND, "No parked entry of that id.");
  }
}
