package io.dinggate.local.feed;

import java.time.Instant;

/**
 * A parked entry, for operators; not what it says.
 *
 * @param id names it here; a later one of the same key has a greater one
 * @param kind the kind of its item
 * @param key what it is about, for example the message
 * @param reason why it could not be applied, or {@link ParkedEntries#BEHIND}
 * @param epoch of the feed
 * @param sequence its place in the feed
 * @param appendedAt when the cloud appended it
 * @param parkedAt when it was parked
 */
record ParkedView(
    long id,
    String kind,
    String key,
    String reason,
    String epoch,
    long sequence,
    Instant appendedAt,
    Instant parkedAt) {}
