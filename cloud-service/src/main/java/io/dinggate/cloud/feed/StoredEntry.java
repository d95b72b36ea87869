package io.dinggate.cloud.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the feed, with what it says or with the name of that.
 *
 * @param sequence its place
 * @param at when it was appended
 * @param sealed what it says, see {@link FeedItems}; null when that is stored elsewhere
 * @param payload names what is stored elsewhere, see {@link FeedPayloads}; null otherwise
 * @param size about how many characters it has
 */
record StoredEntry(
    long sequence, Instant at, @Nullable String sealed, @Nullable String payload, int size) {

  static StoredEntry of(long sequence, Instant at, String sealed) {
    return new StoredEntry(sequence, at, sealed, null, sealed.length());
  }
}
