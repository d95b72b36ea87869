package io.dinggate.cloud.feed;

import io.dinggate.model.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a site has yet to confirm of its feed.
 *
 * @param site the site
 * @param depth how many entries
 * @param oldest when the oldest of them was appended; null for none
 */
record FeedBacklog(SiteId site, long depth, @Nullable Instant oldest) {}
