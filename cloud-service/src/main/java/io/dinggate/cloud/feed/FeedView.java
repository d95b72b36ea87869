package io.dinggate.cloud.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A site's feed, for operators.
 *
 * @param site whose
 * @param epoch its life
 * @param lastSequence of its last entry; 0 for none
 * @param acknowledged up to which entry the site has confirmed it
 * @param depth how many entries the site has not confirmed
 * @param oldestAt when the oldest of them that is kept was appended; null for none
 * @param lagSeconds how long ago that was; 0 for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FeedView(
    String site,
    String epoch,
    long lastSequence,
    long acknowledged,
    long depth,
    @Nullable Instant oldestAt,
    long lagSeconds) {}
