package io.dinggate.local.feed;

import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;

/**
 * Has the effect of one kind of entries. It is called in the transaction that moves the cursor, so
 * what it stores happens exactly once; it must do nothing else, and call nobody.
 *
 * @param <T> the kind of items
 */
public interface FeedApplier<T extends FeedItem> {

  /** The kind of items. */
  Class<T> kind();

  /** Stores what the entry says. What it throws undoes all of it, and the entry comes again. */
  void apply(FeedEntry entry, T item);
}
