package io.dinggate.model.feed;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * A place in a site's feed.
 *
 * @param epoch the feed's life; a restored or moved cloud begins another one
 * @param sequence the entry that was read last; 0 before the first
 */
public record FeedCursor(
    @NotNull @Pattern(regexp = "^[A-Za-z0-9_-]{1,64}$", message = "must be an epoch") String epoch,
    @Min(0) long sequence) {}
