package io.dinggate.model.feed;

import java.time.Instant;

/**
 * One entry of a site's feed.
 *
 * @param sequence its place; one more than that of the entry before it
 * @param at when it was appended
 * @param item what it says
 */
public record FeedEntry(long sequence, Instant at, FeedItem item) {}
