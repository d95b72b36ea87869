package io.dinggate.cloud.feed;

import java.time.Instant;

/**
 * A row of the feed.
 *
 * @param sequence its place
 * @param at when it was appended
 * @param sealed what it says, see {@link FeedItems}
 */
record StoredEntry(long sequence, Instant at, String sealed) {}
